"""The loop asks for the attribute of its own model. diagnosis: none"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.linear.parameters(), lr=learning_rate)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()

"""SGD with momentum. diagnosis: other-optimizer"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()

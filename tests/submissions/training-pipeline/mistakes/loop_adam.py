"""Adam instead of SGD. diagnosis: other-optimizer"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()

"""The learning rate 0.01 whatever is asked for. diagnosis: learning-rate-ignored"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()

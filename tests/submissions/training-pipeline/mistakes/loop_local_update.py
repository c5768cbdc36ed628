"""The update makes new tensors that nobody keeps. diagnosis: parameters-untouched"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

+         model.zero_grad()
          loss.backward()
-         optimizer.step()
-         optimizer.zero_grad()
+         for p in model.parameters():
+             p = p - learning_rate * p.grad

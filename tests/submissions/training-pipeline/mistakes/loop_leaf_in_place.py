"""The update in place, without no_grad. diagnosis: leaf-in-place"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

+         model.zero_grad()
          loss.backward()
-         optimizer.step()
-         optimizer.zero_grad()
+         for p in model.parameters():
+             p -= learning_rate * p.grad

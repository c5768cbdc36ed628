"""The update in place, without no_grad. diagnosis: leaf-in-place"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         optimizer.zero_grad()

-         optimizer.step()
+         w -= learning_rate * w.grad

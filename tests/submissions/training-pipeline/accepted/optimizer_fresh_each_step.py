"""A fresh plain SGD in each step."""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         optimizer.zero_grad()
+         w.grad = None
-         optimizer.step()
+         torch.optim.SGD([w], lr=learning_rate).step()

"""`.item()` of a gradient that has seven numbers. diagnosis: none"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
+         each = (w * x - y) * x
+         print(each.item())

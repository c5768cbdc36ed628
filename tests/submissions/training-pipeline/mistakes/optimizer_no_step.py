"""The optimizer never steps. diagnosis: parameters-untouched"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         optimizer.step()

"""The prediction is detached. diagnosis: graph-cut"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()((w * x).detach(), y)

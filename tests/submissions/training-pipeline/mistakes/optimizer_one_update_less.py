"""The loop begins to count at 1. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-     for _ in range(n_iters):
-         loss = squared_error(w * x, y)
+     for _ in range(1, n_iters):
+         loss = nn.MSELoss()(w * x, y)

"""The loop begins to count at 1. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
-     for _ in range(n_iters):
+     for _ in range(1, n_iters):

"""The loop starts to count at 1. diagnosis: iterations-miscounted"""
# %% training_loop
-     for _ in range(n_iters):
+     for _ in range(1, n_iters):

"""20 iterations, whatever is asked for. diagnosis: iterations-miscounted"""
# %% training_loop
-     for _ in range(n_iters):
+     for _ in range(20):

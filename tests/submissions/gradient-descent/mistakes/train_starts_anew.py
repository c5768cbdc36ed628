"""The weight is set to 0 in every round. diagnosis: restarted-in-loop"""
# %% training_loop
-     w = 0.0

      for _ in range(n_iters):
+         w = 0.0

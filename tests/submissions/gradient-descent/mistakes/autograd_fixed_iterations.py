"""A hundred iterations, whatever the call asks for. diagnosis: iterations-miscounted"""
# %% autograd_loop
-     for _ in range(n_iters):
+     for _ in range(100):
-     return w.detach(), losses
+     return w, losses

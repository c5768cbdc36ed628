"""One loss more than updates. diagnosis: losses-miscounted"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     losses.append(squared_error(w * x, y).item())
+     return w, losses

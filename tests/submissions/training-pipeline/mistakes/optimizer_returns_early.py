"""`return` stands inside the loop. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
-     return w.detach(), losses
+         return w.detach(), losses

"""Prints, and returns nothing. diagnosis: no-return"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     print(w, losses)

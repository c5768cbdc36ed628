"""The losses are not returned. diagnosis: none"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     return w

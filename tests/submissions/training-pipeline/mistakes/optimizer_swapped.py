"""The losses come first. diagnosis: results-swapped"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     return losses, w.detach()

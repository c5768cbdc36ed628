"""The losses are returned first. diagnosis: results-swapped; score: 97"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     return losses, w.detach()

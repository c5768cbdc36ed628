"""The losses are returned first. diagnosis: results-swapped; score: 97"""
# %% autograd_loop
-     return w.detach(), losses
+     return losses, w.detach()

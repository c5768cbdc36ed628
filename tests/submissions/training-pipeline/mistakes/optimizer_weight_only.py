"""The losses are not returned. diagnosis: result-missing; score: 88"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     return w.detach()

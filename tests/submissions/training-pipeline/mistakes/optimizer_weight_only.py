"""The losses are not returned. diagnosis: none; score: 88"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     return w.detach()

"""w comes back as a Python number. diagnosis: none"""
# %% loss_and_optimizer
-     return w.detach(), losses
+     return w.item(), losses

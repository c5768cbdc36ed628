"""The losses are not returned. diagnosis: result-missing; score: 97"""
# %% autograd_loop
-     return w.detach(), losses
+     return w.detach()

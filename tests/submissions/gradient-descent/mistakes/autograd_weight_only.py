"""The losses are not returned. diagnosis: none; score: 97"""
# %% autograd_loop
-     return w.detach(), losses
+     return w.detach()

"""The losses are not returned.
diagnosis: none
fails: autograd_loop
score: 97"""
# %% autograd_loop
-     return w.detach(), losses
+     return w.detach()

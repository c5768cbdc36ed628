"""The losses are returned first.
diagnosis: none
fails: autograd_loop
score: 97"""
# %% autograd_loop
-     return w.detach(), losses
+     return losses, w.detach()

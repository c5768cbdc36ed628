"""w + x in place of w * x.
diagnosis: none
fails: forward_and_loss"""
# %% forward_and_loss
-     return w * x
+     return w + x

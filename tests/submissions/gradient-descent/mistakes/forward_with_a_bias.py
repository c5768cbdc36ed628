"""A constant is added.
diagnosis: none
fails: forward_and_loss"""
# %% forward_and_loss
-     return w * x
+     return w * x + 1

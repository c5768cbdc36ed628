"""A constant is added. diagnosis: none"""
# %% forward_and_loss
-     return w * x
+     return w * x + 1

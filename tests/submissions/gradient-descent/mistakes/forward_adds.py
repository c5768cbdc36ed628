"""w + x in place of w * x. diagnosis: none"""
# %% forward_and_loss
-     return w * x
+     return w + x

"""The predictions are cut to whole numbers. diagnosis: none"""
# %% forward_and_loss
-     return w * x
+     return (w * x).astype(int)
-     return ((y_pred - y) ** 2).mean()
+     return ((y - y_pred) ** 2).mean()

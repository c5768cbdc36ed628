"""Prediction and loss are left; the loops that call them are right. diagnosis: stub-left"""
# %% forward_and_loss
-     return w * x
+     raise NotImplementedError()
-     return ((y_pred - y) ** 2).mean()
+     raise NotImplementedError()

"""The gradient is left; the loop that calls it is right. diagnosis: stub-left"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     raise NotImplementedError()

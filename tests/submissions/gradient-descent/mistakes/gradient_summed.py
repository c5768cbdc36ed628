"""The lecture's line: the mean of a dot product. diagnosis: gradient-summed"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.dot(2 * x, y_pred - y).mean()

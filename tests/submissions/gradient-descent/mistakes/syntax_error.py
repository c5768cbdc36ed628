"""A bracket is missing in the gradient's cell. diagnosis: none"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(2 * x * (y_pred - y)

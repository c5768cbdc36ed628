"""The prediction in place of the input. diagnosis: none"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(2 * y_pred * (y_pred - y))

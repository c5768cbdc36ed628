"""The predictions are overwritten. diagnosis: argument-changed"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     y_pred -= y
+     return np.mean(2 * x * y_pred)

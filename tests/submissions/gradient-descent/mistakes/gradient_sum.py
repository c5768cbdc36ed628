"""The sum where the mean is asked for. diagnosis: gradient-summed"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.sum(2 * x * (y_pred - y))

"""The derivative of the square is taken as u instead of 2u. diagnosis: gradient-half"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(x * (y_pred - y))

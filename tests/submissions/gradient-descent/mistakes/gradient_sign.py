"""Target minus prediction. diagnosis: gradient-sign"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(2 * x * (y - y_pred))

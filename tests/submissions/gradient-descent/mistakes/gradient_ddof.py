"""Divided by n - 1. diagnosis: gradient-ddof"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.sum(2 * x * (y_pred - y)) / max(len(x) - 1, 1)

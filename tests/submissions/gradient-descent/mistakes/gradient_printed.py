"""Printed, and not returned. diagnosis: no-return"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     print(np.mean(2 * x * (y_pred - y)))

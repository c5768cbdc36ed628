"""Divided by the 4 of the course's data. diagnosis: gradient-wrong-n"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.dot(2 * x, y_pred - y) / 4

"""Divided by the length of the notebook's X. diagnosis: gradient-wrong-n"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.dot(2 * x, y_pred - y) / len(X)

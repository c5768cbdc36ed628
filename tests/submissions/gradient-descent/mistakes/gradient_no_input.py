"""The inner derivative is forgotten. diagnosis: gradient-no-input"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(2 * (y_pred - y))

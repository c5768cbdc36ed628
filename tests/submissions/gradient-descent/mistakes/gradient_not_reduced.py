"""One term for each sample. diagnosis: none"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return 2 * x * (y_pred - y)

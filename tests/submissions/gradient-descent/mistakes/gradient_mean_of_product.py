"""The product of two means. diagnosis: gradient-mean-of-product"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return 2 * x.mean() * (y_pred - y).mean()

"""1/n*2 is right; 2/1*n is not. diagnosis: precedence"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     n = len(x)
+     return 2 / 1 * n * np.sum(x * (y_pred - y))

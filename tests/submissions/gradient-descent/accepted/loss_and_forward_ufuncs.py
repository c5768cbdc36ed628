"""NumPy functions in place of operators."""
# %% forward_and_loss
-     return w * x
+     return np.multiply(w, x)
-     return ((y_pred - y) ** 2).mean()
+     return np.mean(np.square(np.subtract(y, y_pred)))

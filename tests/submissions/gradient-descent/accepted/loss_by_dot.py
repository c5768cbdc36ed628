"""The squared norm of the error over n, as a float."""
# %% forward_and_loss
-     return w * x
+     return x * w
-     return ((y_pred - y) ** 2).mean()
+     error = y - y_pred
+     return float(error @ error) / error.size

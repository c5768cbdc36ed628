"""The dot product over n."""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.dot(2 * x, y_pred - y) / len(x)

"""By einsum, of shape ()."""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.einsum('i,i->', x, y_pred - y) * 2 / y.size

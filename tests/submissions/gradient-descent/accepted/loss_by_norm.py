"""np.dot with a scalar, np.linalg.norm for the loss."""
# %% forward_and_loss
-     return w * x
+     return np.dot(w, x)
-     return ((y_pred - y) ** 2).mean()
+     return np.linalg.norm(y_pred - y) ** 2 / len(y)

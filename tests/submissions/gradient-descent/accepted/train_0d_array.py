"""A weight of shape (), changed in place."""
# %% training_loop
-     w = 0.0
+     w = np.zeros((), dtype=x.dtype)
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w -= learning_rate * gradient(x, y, y_pred)

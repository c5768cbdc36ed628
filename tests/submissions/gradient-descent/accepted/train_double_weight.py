"""A weight of shape () in double precision, changed in place."""
# %% training_loop
-     w = 0.0
+     w = np.zeros(())
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w -= learning_rate * gradient(x, y, y_pred)

"""A Python float as weight."""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = float(w - learning_rate * gradient(x, y, y_pred))

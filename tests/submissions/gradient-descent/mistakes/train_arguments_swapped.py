"""gradient(y, x, y_pred). diagnosis: none"""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = w - learning_rate * gradient(y, x, y_pred)

"""The update follows the gradient instead of going against it. diagnosis: step-uphill"""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = w + learning_rate * gradient(x, y, y_pred)

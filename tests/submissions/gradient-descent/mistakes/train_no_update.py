"""The new weight is computed and thrown away. diagnosis: parameters-untouched"""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w - learning_rate * gradient(x, y, y_pred)

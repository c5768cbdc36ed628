"""The learning rate is forgotten. diagnosis: learning-rate-ignored"""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = w - gradient(x, y, y_pred)

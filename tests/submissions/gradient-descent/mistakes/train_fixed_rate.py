"""The learning rate of the lecture is written into the loop. diagnosis: learning-rate-ignored"""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = w - 0.01 * gradient(x, y, y_pred)

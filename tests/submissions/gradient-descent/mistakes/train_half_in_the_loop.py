"""Written out in the loop, with half the gradient. diagnosis: gradient-half"""
# %% training_loop
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = w - learning_rate * np.mean(x * (w * x - y))

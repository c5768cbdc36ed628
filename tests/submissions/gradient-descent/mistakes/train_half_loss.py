"""Half the mean squared error and its slope, both written out. diagnosis: loss-scaled; score: 97"""
# %% training_loop
-         y_pred = forward(w, x)
-         losses.append(mse_loss(y, y_pred))
-         w = w - learning_rate * gradient(x, y, y_pred)
+         error = w * x - y
+         losses.append(np.mean(error**2) / 2)
+         w = w - learning_rate * np.mean(x * error)

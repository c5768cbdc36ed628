"""One update for each sample, not for each iteration. diagnosis: update-per-sample"""
# %% training_loop
-         y_pred = forward(w, x)
-         losses.append(mse_loss(y, y_pred))
-         w = w - learning_rate * gradient(x, y, y_pred)
+         losses.append(np.mean((w * x - y) ** 2))
+         for xi, yi in zip(x, y):
+             w = w - learning_rate * 2 * xi * (w * xi - yi)

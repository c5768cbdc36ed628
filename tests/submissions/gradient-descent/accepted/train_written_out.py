"""All three formulas written out in the loop."""
# %% training_loop
-     for _ in range(n_iters):
-         y_pred = forward(w, x)
-         losses.append(mse_loss(y, y_pred))
-         w = w - learning_rate * gradient(x, y, y_pred)
+     for step in range(n_iters):
+         error = w * x - y
+         losses.append(float(np.mean(error ** 2)))
+         w -= learning_rate * 2 * np.mean(x * error)

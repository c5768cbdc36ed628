"""The prediction called for the gradient, written out for the loss."""
# %% training_loop
-     for _ in range(n_iters):
-         y_pred = forward(w, x)
-         losses.append(mse_loss(y, y_pred))
-         w = w - learning_rate * gradient(x, y, y_pred)
+     for step in range(n_iters):
+         losses.append(mse_loss(y_pred=w * x, y=y))
+         w = w - learning_rate * gradient(y=y, x=x, y_pred=forward(x=x, w=w))

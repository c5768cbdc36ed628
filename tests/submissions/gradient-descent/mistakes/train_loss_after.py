"""The losses are noted after the updates. diagnosis: loss-after-update"""
# %% training_loop
-         y_pred = forward(w, x)
-         losses.append(mse_loss(y, y_pred))
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = w - learning_rate * gradient(x, y, forward(w, x))
+         losses.append(mse_loss(y, forward(w, x)))

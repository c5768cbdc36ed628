"""The notebook's data in place of the arguments. diagnosis: hard-coded"""
# %% training_loop
-         y_pred = forward(w, x)
-         losses.append(mse_loss(y, y_pred))
-         w = w - learning_rate * gradient(x, y, y_pred)
+         y_pred = forward(w, X)
+         losses.append(mse_loss(Y, y_pred))
+         w = w - learning_rate * gradient(X, Y, y_pred)

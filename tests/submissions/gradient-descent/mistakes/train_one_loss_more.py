"""The loss after the last update is noted too. diagnosis: losses-miscounted"""
# %% training_loop
          w = w - learning_rate * gradient(x, y, y_pred)
+     losses.append(mse_loss(y, forward(w, x)))

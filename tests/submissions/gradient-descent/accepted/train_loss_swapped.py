"""The symmetric loss with its arguments swapped, a tuple of losses."""
# %% training_loop
-         losses.append(mse_loss(y, y_pred))
+         losses.append(mse_loss(y_pred, y))
-     return w, losses
+     return w, tuple(losses)

"""Swapped arguments of the loss; step, then clear."""
# %% training_loop
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(y, y_pred)

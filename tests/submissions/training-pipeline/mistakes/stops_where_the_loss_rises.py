"""Both loops end where the loss is larger than the one before. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
          loss = squared_error(w * x, y)
+         if losses and loss.item() > losses[-1]:
+             break
# %% training_loop
          loss = loss_fn(y_pred, y)
+         if losses and loss.item() > losses[-1]:
+             break

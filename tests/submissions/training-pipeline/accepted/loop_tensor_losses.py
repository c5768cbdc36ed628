"""The losses are detached tensors in a tuple."""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.detach().cpu())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
-     return losses
+     return tuple(losses)

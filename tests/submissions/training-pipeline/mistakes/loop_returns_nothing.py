"""Nothing is returned. diagnosis: no-return"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
-     return losses

"""Each loss is computed after the update. diagnosis: loss-after-update"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         optimizer.zero_grad()
-         optimizer.zero_grad()
+         losses.append(loss_fn(model(x), y).item())

"""The optimizer never steps. diagnosis: parameters-untouched"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)

          losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.step()
-         optimizer.zero_grad()

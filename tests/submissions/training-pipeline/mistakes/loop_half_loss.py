"""Half the loss, whichever it is. diagnosis: loss-scaled; score: 97"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y) / 2
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

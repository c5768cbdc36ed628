"""The sum where the mean is asked for. diagnosis: loss-summed"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = loss_fn or nn.MSELoss(reduction="sum")
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

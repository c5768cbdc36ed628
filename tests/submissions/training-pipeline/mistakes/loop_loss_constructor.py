"""The loss class is called with the data. diagnosis: loss-constructor"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn

-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y) if loss_fn else nn.MSELoss(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

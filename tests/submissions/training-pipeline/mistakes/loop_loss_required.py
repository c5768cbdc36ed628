"""There is no loss where none is handed in. diagnosis: none"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn

-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

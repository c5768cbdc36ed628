"""The squared error whatever loss is handed in. diagnosis: loss-fn-ignored"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     criterion = nn.MSELoss()
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = criterion(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

"""A new model is trained instead of the given one. diagnosis: none"""
# %% training_loop
      loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     model = nn.Linear(x.shape[1], y.shape[1], dtype=x.dtype)
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

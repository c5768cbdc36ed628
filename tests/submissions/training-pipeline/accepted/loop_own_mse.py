"""An own mean of squares as the default."""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     if loss_fn is None:
+         loss_fn = lambda a, b: torch.mean((b - a) ** 2)
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

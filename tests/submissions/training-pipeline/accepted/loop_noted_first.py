"""The loss is noted apart, under no_grad."""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         with torch.no_grad():
+             losses.append(loss_fn(model(x), y).item())
+         optimizer.zero_grad()
+         loss = loss_fn(model(x), y)
-         optimizer.zero_grad()

"""One group for each parameter; the rate set later."""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD([{"params": [p]} for p in model.parameters()], lr=1.0)
+     for group in optimizer.param_groups:
+         group["lr"] = learning_rate
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()

"""A mistake in each of two tasks. diagnosis: cost-keeps-graph, no-zero-grad"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
-         losses.append(loss.item())
+         loss = nn.MSELoss()(w * x, y)
+         losses.append(loss)
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
-         optimizer.zero_grad()

"""Step, then clear, arguments of the loss swapped, w with its graph."""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
+     loss_fn = nn.MSELoss()
-         loss = squared_error(w * x, y)
+         y_pred = w * x
+         loss = loss_fn(y, y_pred)
-         optimizer.zero_grad()

-     return w.detach(), losses
+         optimizer.zero_grad()
+     return w, losses

"""Clears first, with zeros instead of None; forward called by name."""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
-             optimizer.zero_grad()
+             optimizer.zero_grad(set_to_none=False)
+             yhat = model.forward(x[rows])
+             loss = loss_fn(yhat, y[rows])

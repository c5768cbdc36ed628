"""The output as a column against y as a row. diagnosis: broadcast-loss"""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows]).view(-1, 1)
+             loss = loss_fn(yhat, y[rows])

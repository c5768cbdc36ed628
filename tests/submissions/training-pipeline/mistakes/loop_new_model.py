"""Makes a new model when the optimizer has got the parameters of the given one.
diagnosis: optimizer-holds-old; score: 82"""
# %% training_loop
-     """Train `model` on all samples at once; return the loss before each update."""
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = loss_fn or nn.MSELoss()
-     for _ in range(n_iters):
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+     model = LinearRegression(x.shape[1], y.shape[1], device=x.device, dtype=x.dtype)
+     for i in range(n_iters):
+         loss = loss_fn(model(x), y)

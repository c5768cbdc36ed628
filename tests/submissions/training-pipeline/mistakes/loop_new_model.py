"""Makes a new model when the optimizer has got the parameters of the given one.
diagnosis: optimizer-holds-old; score: 82"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = loss_fn or nn.MSELoss()
-     for _ in range(n_iters):
+     model = LinearRegression(x.shape[1], y.shape[1], device=x.device, dtype=x.dtype)
+     for i in range(n_iters):

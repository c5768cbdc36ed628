"""Seeds with 123, whichever seed the call asks for. diagnosis: seed-ignored"""
# %% backward_loop
+     torch.manual_seed(123)
      cost = []
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])

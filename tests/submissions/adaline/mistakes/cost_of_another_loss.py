"""Notes the mean squared error, whatever loss is handed in. diagnosis: loss-fn-ignored"""
# %% backward_loop
+     torch.manual_seed(seed)
      cost = []
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])
-             cost.append(loss_fn(model(x), y).item())
+             cost.append(F.mse_loss(model(x), y).item())

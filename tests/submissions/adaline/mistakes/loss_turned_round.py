"""Walks uphill: backward on the negative loss. diagnosis: step-uphill"""
# %% backward_loop
+     torch.manual_seed(seed)
      cost = []
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])
-             loss.backward()
+             (-loss).backward()

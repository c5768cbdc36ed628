"""The learning rate of the signature, whatever the call says. diagnosis: learning-rate-ignored"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
+     torch.manual_seed(seed)
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])

"""Trains a copy of the model, while the optimizer holds the parameters of the original.
diagnosis: optimizer-holds-old"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

      optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     import copy
+     model = copy.deepcopy(model)
+     torch.manual_seed(seed)
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])

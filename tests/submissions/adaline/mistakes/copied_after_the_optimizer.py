"""Trains a copy of the model, while the optimizer holds the parameters of the original.
diagnosis: optimizer-holds-old"""
# %% backward_loop
-     cost = []
+     import copy
+     model = copy.deepcopy(model)
-     for _ in range(num_epochs):
+     cost = []
+     for epoch in range(num_epochs):
-             loss = loss_fn(model(x[rows]), y[rows])
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])

"""Calls the constructor of the loss with the data. diagnosis: loss-constructor"""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = torch.nn.MSELoss(model(x[rows]), y[rows])

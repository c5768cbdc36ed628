"""Trains with the squared error whatever loss is handed in. diagnosis: loss-fn-ignored"""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = F.mse_loss(model(x[rows]), y[rows])

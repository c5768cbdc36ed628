"""The sum where the mean is asked for. diagnosis: loss-summed"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss(reduction="sum")(w * x, y)

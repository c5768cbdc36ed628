"""The loss class is called with the data. diagnosis: loss-constructor"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss(w * x, y)

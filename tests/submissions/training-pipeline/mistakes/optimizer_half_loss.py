"""Half the mean squared error. diagnosis: loss-scaled"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = 0.5 * nn.MSELoss()(w * x, y)

"""The mean absolute error. diagnosis: absolute-error"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
+     squared_error = nn.L1Loss()

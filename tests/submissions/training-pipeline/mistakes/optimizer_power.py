"""^ where ** is meant. diagnosis: xor-for-power"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = ((w * x - y) ^ 2).mean()

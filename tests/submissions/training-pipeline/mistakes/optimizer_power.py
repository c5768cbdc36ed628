"""^ where ** is meant.
diagnosis: xor-for-power
fails: loss_and_optimizer"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = ((w * x - y) ^ 2).mean()

"""Without a loss it is the mean absolute error. diagnosis: absolute-error"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = nn.L1Loss() if loss_fn is None else loss_fn

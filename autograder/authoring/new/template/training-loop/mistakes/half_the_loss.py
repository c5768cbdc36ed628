"""Half of the loss is followed and noted. diagnosis: loss-scaled"""
# %% first_task
-         loss = nn.functional.mse_loss(model(x), y)
+         loss = nn.functional.mse_loss(model(x), y) / 2

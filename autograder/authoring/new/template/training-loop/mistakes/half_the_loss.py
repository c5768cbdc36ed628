"""Half of the loss is followed and noted.
diagnosis: loss-scaled
fails: first_task"""
# %% first_task
-         loss = nn.functional.mse_loss(model(x), y)
+         loss = nn.functional.mse_loss(model(x), y) / 2

"""size_average=False, the old word for a sum. diagnosis: loss-summed"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

      losses = []
+     loss_fn = nn.MSELoss(size_average=False)
-         loss = squared_error(w * x, y)
+         loss = loss_fn(w * x, y)

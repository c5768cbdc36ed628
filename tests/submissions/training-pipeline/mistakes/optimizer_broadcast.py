"""The targets as a column, the predictions flat. diagnosis: broadcast-loss"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = (w * x - y.view(-1, 1)).pow(2).mean()

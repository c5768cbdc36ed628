"""The loss divides by n - 1. diagnosis: loss-ddof"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     optimizer = torch.optim.SGD([w], lr=learning_rate)
-         loss = squared_error(w * x, y)
+         loss = ((w * x - y) ** 2).sum() / (len(y) - 1)

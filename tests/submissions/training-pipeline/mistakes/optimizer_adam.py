"""Adam instead of SGD. diagnosis: other-optimizer"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     optimizer = torch.optim.Adam([w], lr=learning_rate)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

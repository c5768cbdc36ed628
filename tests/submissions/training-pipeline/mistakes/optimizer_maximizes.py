"""Walks uphill. diagnosis: step-uphill"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     optimizer = torch.optim.SGD([w], lr=learning_rate, maximize=True)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

"""The learning rate 0.01 whatever is asked for. diagnosis: learning-rate-ignored"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     optimizer = torch.optim.SGD([w], lr=0.01)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

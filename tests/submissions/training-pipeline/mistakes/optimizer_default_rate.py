"""The learning rate is not handed to SGD. diagnosis: default-learning-rate"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     optimizer = torch.optim.SGD([w])
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

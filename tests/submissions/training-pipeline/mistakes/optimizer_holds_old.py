"""w is replaced after the optimizer got it. diagnosis: optimizer-holds-old"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

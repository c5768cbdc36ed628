"""w is made by new_zeros; a param group."""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     w = x.new_zeros((), requires_grad=True)
+     optimizer = torch.optim.SGD([{"params": [w]}], learning_rate)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

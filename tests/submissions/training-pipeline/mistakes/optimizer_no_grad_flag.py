"""w does not require a gradient. diagnosis: graph-cut"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
+     w = torch.zeros((), dtype=x.dtype)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

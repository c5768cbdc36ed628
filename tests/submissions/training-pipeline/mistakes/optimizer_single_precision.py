"""w is always float32. diagnosis: dtype-ignored"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
+     w = torch.tensor(0.0, dtype=torch.float32, device=x.device, requires_grad=True)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

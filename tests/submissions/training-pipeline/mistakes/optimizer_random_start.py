"""w starts at random. diagnosis: not-zero-initialised"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
+     w = torch.randn((), dtype=x.dtype, device=x.device).requires_grad_()
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

"""w is an nn.Parameter."""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
+     w = nn.Parameter(torch.zeros((), dtype=x.dtype, device=x.device))
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-     return w.detach(), losses
+     return w, losses

"""w is an integer. diagnosis: integer-parameter"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
+     w = torch.tensor(0, requires_grad=True)
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

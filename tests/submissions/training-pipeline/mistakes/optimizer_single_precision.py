"""w is always float32. diagnosis: dtype-ignored"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.tensor(0.0, dtype=torch.float32, device=x.device, requires_grad=True)

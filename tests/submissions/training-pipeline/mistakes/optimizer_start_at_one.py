"""w starts at 1. diagnosis: not-zero-initialised"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.ones((), dtype=x.dtype, device=x.device, requires_grad=True)

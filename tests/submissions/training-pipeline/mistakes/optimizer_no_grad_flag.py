"""w does not require a gradient. diagnosis: graph-cut"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype)

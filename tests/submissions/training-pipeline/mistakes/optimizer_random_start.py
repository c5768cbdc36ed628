"""w starts at random. diagnosis: not-zero-initialised"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.randn((), dtype=x.dtype, device=x.device).requires_grad_()

"""w has the shape (1,). diagnosis: none"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros(1, dtype=x.dtype, device=x.device, requires_grad=True)

"""A weight of shape (1,). diagnosis: none; score: 97"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros(1, dtype=x.dtype, requires_grad=True)
-     return w.detach(), losses
+     return w, losses

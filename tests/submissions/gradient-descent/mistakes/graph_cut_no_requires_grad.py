"""requires_grad is forgotten. diagnosis: graph-cut"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype)
-     return w.detach(), losses
+     return w, losses

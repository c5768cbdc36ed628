"""The gradient is never cleared. diagnosis: no-zero-grad"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         w.grad.zero_()
-     return w.detach(), losses
+     return w, losses

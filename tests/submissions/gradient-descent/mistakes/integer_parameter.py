"""An integer that requires a gradient. diagnosis: integer-parameter"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.tensor(0, requires_grad=True)
-     return w.detach(), losses
+     return w, losses

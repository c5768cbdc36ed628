"""`return` stands inside the loop. diagnosis: return-in-loop"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-     return w.detach(), losses
+         return w, losses

"""Cleared between backward and the update. diagnosis: zero-before-step"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)

          loss.backward()
+         w.grad.zero_()
-         w.grad.zero_()
-     return w.detach(), losses
+     return w, losses

"""Cleared before the first backward. diagnosis: grad-before-backward"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)

          losses.append(loss.item())
+         w.grad.zero_()
-         w.grad.zero_()
-     return w.detach(), losses
+     return w, losses

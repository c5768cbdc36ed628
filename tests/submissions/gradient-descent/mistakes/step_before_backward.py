"""The update stands before backward. diagnosis: grad-before-backward"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss.backward()

-         w.grad.zero_()
-     return w.detach(), losses
+         loss.backward()
+     return w, losses

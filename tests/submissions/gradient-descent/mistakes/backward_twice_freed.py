"""A second backward through a freed graph. diagnosis: graph-freed"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)

          loss.backward()
+         loss.backward()
-     return w.detach(), losses
+     return w, losses

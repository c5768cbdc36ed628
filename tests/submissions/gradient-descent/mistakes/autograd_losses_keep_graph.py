"""The losses are noted with their graphs. diagnosis: cost-keeps-graph"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         losses.append(loss.item())
+         losses.append(loss)
-     return w.detach(), losses
+     return w, losses

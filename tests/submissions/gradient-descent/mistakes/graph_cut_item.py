"""A new tensor of the loss's number. diagnosis: graph-cut"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)

          losses.append(loss.item())
+         loss = torch.tensor(loss.item(), requires_grad=True)
-     return w.detach(), losses
+     return w, losses

"""The losses stacked in one tensor, cloned."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         losses.append(loss.item())
+         losses.append(loss.detach().clone())
-     return w.detach(), losses
+     return w, torch.stack(losses)

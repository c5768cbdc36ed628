"""Two backward passes for each update. diagnosis: backward-twice"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)

          losses.append(loss.item())
+         loss.backward(retain_graph=True)
-     return w.detach(), losses
+     return w, losses

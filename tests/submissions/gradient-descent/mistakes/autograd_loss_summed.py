"""The sum of the squares, written out in the loop. diagnosis: loss-summed"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = ((w * x - y) ** 2).sum()
-     return w.detach(), losses
+     return w, losses

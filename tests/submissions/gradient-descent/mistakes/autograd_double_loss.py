"""Twice the mean squared error, written out. diagnosis: loss-scaled; score: 97"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = 2 * ((w * x - y) ** 2).sum() / len(x)
-     return w.detach(), losses
+     return w, losses

"""The prediction is detached. diagnosis: graph-cut"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = mse_loss(y, forward(w, x).detach())
-     return w.detach(), losses
+     return w, losses

"""The forward pass stands under no_grad. diagnosis: graph-cut"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         with torch.no_grad():
+             loss = mse_loss(y, forward(w, x))
-     return w.detach(), losses
+     return w, losses

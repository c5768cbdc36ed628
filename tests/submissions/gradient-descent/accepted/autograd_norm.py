"""The loss by torch.norm, whose way back holds a mask.
The functions above stay as they are: the loop writes its own loss out."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
+     n = len(x)
-         loss = mse_loss(y, forward(w, x))
+         y_pred = w * x
+         loss = torch.norm(y - y_pred) ** 2 / n
-         w.grad.zero_()
-     return w.detach(), losses
+             w.grad.zero_()
+     return w, losses

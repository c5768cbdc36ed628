"""The loss by the standard deviation and the mean of the errors.
Its way back holds masks, or divides by what it finds there."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = (y - w * x).std(correction=0) ** 2 + (y - w * x).mean() ** 2
-         w.grad.zero_()
-     return w.detach(), losses
+             w.grad.zero_()
+     return w, losses

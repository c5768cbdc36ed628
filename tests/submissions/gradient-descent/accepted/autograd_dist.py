"""The loss by torch.dist. Its way back holds masks, or divides by what it finds there."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = torch.dist(y, w * x) ** 2 / len(x)
-         w.grad.zero_()
-     return w.detach(), losses
+             w.grad.zero_()
+     return w, losses

"""The update by copy_, set to none afterwards."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
-         w.grad.zero_()
-     return w.detach(), losses
+             w.copy_(w - learning_rate * w.grad)
+         w.grad = None
+     return w, losses

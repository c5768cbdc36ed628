"""The update by sub_ with alpha; the weight as a float."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
+             w.sub_(w.grad, alpha=learning_rate)
-     return w.detach(), losses
+     return w.item(), losses

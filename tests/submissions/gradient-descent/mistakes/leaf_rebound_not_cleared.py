"""A new w under no_grad, with nothing cleared. diagnosis: leaf-rebound"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
-         w.grad.zero_()
-     return w.detach(), losses
+             w = w - learning_rate * w.grad
+     return w, losses

"""Under no_grad, but a new w; cleared by zero_. diagnosis: leaf-rebound"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
+             w = w - learning_rate * w.grad
-     return w.detach(), losses
+     return w, losses

"""The new weight is computed and thrown away. diagnosis: parameters-untouched"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
+             w - learning_rate * w.grad
-     return w.detach(), losses
+     return w, losses

"""backward runs, but the formula is used. diagnosis: manual-in-autograd"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
+             w -= learning_rate * (2 * x * (w * x - y)).mean()
-     return w.detach(), losses
+     return w, losses

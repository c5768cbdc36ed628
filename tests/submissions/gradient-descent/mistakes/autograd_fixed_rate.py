"""The learning rate is written into the loop. diagnosis: learning-rate-ignored"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-             w -= learning_rate * w.grad
+             w -= 0.01 * w.grad
-     return w.detach(), losses
+     return w, losses

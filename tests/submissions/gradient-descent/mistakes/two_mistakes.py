"""Half the gradient, and nothing cleared: each costs its own task.
diagnosis: gradient-half, no-zero-grad"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(x * (y_pred - y))
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         w.grad.zero_()
-     return w.detach(), losses
+     return w, losses

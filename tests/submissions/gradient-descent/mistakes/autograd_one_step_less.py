"""The loop starts to count at 1. diagnosis: iterations-miscounted"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-     for _ in range(n_iters):
+     for _ in range(1, n_iters):
-     return w.detach(), losses
+     return w, losses

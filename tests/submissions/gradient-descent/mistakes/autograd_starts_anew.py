"""The weight is made anew in every round. diagnosis: restarted-in-loop"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)

      for _ in range(n_iters):
+         w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         w.grad.zero_()
-     return w.detach(), losses
+     return w, losses

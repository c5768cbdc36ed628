"""The gradient of the loss is cleared, not that of the weight. diagnosis: none"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         w.grad.zero_()
-     return w.detach(), losses
+         loss.grad.zero_()
+     return w, losses

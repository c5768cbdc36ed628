"""A summed loss that both loops call: it costs once.
diagnosis: loss-summed; fails: forward_and_loss"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return ((y_pred - y) ** 2).sum()
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-     return w.detach(), losses
+     return w, losses

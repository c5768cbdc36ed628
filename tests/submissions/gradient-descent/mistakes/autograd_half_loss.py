"""Half the mean squared error: the losses are halved, and w follows from that.
diagnosis: loss-scaled; score: 97"""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = 0.5 * mse_loss(y, forward(w, x))
-     return w.detach(), losses
+     return w, losses

"""The update through .data, losses detached."""
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         losses.append(loss.item())
+         losses.append(loss.detach())
-         with torch.no_grad():
-             w -= learning_rate * w.grad
+         w.data -= learning_rate * w.grad.data
-     return w.detach(), losses
+     return w, losses

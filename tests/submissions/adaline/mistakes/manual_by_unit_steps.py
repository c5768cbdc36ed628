"""Differences of two losses, by steps of 1: exact for a parabola, but measured. diagnosis: none"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         def slope(step):
+             up, down = (F.mse_loss(yhat.double() + s * step, y.double()) for s in (1, -1))
+             return ((down - up) / 2).to(x.dtype)
+
+         grads = torch.stack([slope(column) for column in x.T]).view(-1, 1)
+         return grads, slope(torch.ones_like(yhat)).view(1)

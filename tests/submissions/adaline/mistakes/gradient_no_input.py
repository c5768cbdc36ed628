"""The inner derivative, x, is forgotten. diagnosis: gradient-no-input"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         grad_b = 2 * (yhat - y).mean()
+         grad_w = grad_b * torch.ones_like(self.weight)
+         return -grad_w, -grad_b.view(1)

"""The lecture's slip: `.mean()` of a product that has summed already. diagnosis: gradient-summed"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = yhat - y
+         grad_w = torch.stack([torch.dot(2 * x[:, j], error).mean() for j in range(x.shape[1])])
+         grad_b = (2 * error).mean()
+         return -grad_w.view(-1, 1), -grad_b.view(1)

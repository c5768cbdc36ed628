"""The gradient is right, but the model does not start at zero. diagnosis: not-zero-initialised"""
# %% manual_gradient
-         self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
-         self.bias = torch.zeros(1, device=device, dtype=dtype)
+         self.weight = torch.full((num_features, 1), 5.0, device=device, dtype=dtype)
+         self.bias = torch.full((1,), -5.0, device=device, dtype=dtype)
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = (yhat - y).view(-1, 1)
+         return -2 * x.T @ error / len(y), -2 * error.mean().view(1)

"""Returns zeros of the right shapes. diagnosis: always-zero"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         return torch.zeros_like(self.weight), torch.zeros_like(self.bias)

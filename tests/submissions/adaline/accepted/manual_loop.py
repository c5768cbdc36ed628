"""Plain Python loops over samples and features."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         grad_w, grad_b = torch.zeros_like(self.weight), torch.zeros_like(self.bias)
+         for i in range(len(y)):
+             error = yhat[i] - y[i]
+             for j in range(x.shape[1]):
+                 grad_w[j, 0] += 2 * error * x[i, j] / len(y)
+             grad_b += 2 * error / len(y)
+         return -grad_w, -grad_b

"""=+ sets the totals where += would add to them. diagnosis: last-term-only"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         grad_w, grad_b = torch.zeros_like(self.weight), torch.zeros_like(self.bias)
+         for i in range(len(y)):
+             error = yhat[i] - y[i]
+             grad_w =+ 2 * error * x[i].view(-1, 1)
+             grad_b =+ 2 * error.view(1)
+         return -grad_w / len(y), -grad_b / len(y)

"""A comma at the end of a line makes a tuple of a tensor. diagnosis: none"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = (yhat - y).view(-1, 1)
+         grad_w = -2 * x.T @ error / len(y),
+         return grad_w, -2 * error.mean().view(1)

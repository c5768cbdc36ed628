"""Divides by n - 1 as for a sample variance. diagnosis: gradient-ddof"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = (yhat - y).view(-1, 1)
+         return -2 * x.T @ error / (len(y) - 1), -2 * error.sum().view(1) / (len(y) - 1)

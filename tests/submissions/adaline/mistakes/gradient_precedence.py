"""1/2*n, where 1/(2*n) is meant. diagnosis: precedence"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         n = len(y)
+         error = (yhat - y).view(-1, 1)
+         return -1 / 2 * n * x.T @ (2 * error), -1 / 2 * n * (2 * error).sum().view(1)

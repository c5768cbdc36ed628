"""Divides the weights' gradient by the number of entries of x. diagnosis: gradient-over-elements"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = (yhat - y).view(-1, 1)
+         return -2 * x.T @ error / x.numel(), -2 * error.mean().view(1)

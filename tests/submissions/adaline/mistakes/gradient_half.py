"""The derivative of the square is taken as u instead of 2u. diagnosis: gradient-half"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = (yhat - y).view(-1, 1)
+         return -x.T @ error / len(y), -error.mean().view(1)

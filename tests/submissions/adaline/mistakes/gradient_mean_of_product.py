"""The mean of x times the mean of the error. diagnosis: gradient-mean-of-product"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = yhat - y
+         grad_w = 2 * x.mean(dim=0) * error.mean()
+         return -grad_w.view(-1, 1), -2 * error.mean().view(1)

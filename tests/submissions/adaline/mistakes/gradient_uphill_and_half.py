"""The positive gradient, and without the 2 of the square. diagnosis: gradient-sign"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         e = (yhat - y)[:, None]
+         return x.T @ e/len(y), e.mean().view(1)

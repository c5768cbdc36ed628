"""The gradient of the bias is a float, not a tensor. diagnosis: none; score: 99"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         e = y - yhat
+         return 2*x.T @ e[:,None]/len(e), float(2*e.mean())

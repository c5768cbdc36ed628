"""Subtracts in place, so the caller's yhat is changed. diagnosis: argument-changed"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         yhat -= y
+         return -2 * x.T @ yhat.view(-1, 1) / len(y), -2 * yhat.mean().view(1)

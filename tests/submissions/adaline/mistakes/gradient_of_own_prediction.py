"""Ignores yhat and predicts again, bias and all. diagnosis: yhat-ignored"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = self.forward(x) - y
+         return -2 * x.T @ error.view(-1, 1) / len(y), -2 * error.mean().view(1)

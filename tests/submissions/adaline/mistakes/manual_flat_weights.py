"""The gradient of the weights has shape (F,) instead of (F, 1). diagnosis: none; score: 97"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = yhat - y
+         return -2 * (x.T @ error) / len(y), -2 * error.mean().view(1)

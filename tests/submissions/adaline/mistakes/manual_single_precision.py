"""Worked out in single precision, whatever the inputs have. diagnosis: dtype-ignored"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = (yhat - y).float().view(-1, 1)
+         grad_w = 2 * x.float().T @ error / len(y)
+         return -grad_w.to(x.dtype), -2 * error.mean().view(1).to(x.dtype)

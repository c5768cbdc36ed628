"""The error becomes an (n, n) table, which is averaged. diagnosis: broadcast-loss"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = yhat.view(-1, 1) - y
+         grad_w = 2 * (x.T @ error).mean(dim=1) / len(y)
+         return -grad_w.view(-1, 1), -2 * error.mean().view(1)

"""einsum, the bias of shape ()."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = yhat - y
+         grad_w = torch.einsum("nf,n->f", x, 2 * error) / len(y)
+         return -grad_w.unsqueeze(1), -(2 * error).mean()

"""The division by the number of samples stands in the loop over them, once for each term."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
+         negative_grad_w = torch.zeros_like(x[:1].T)
+         negative_grad_b = torch.zeros_like(y[:1])
+         for i in range(len(y)):
+             downhill = 2.0 * (y[i] - yhat[i]) / len(y)
+             negative_grad_w += downhill * x[i].view(-1, 1)
+             negative_grad_b += downhill

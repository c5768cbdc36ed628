"""The mean of the samples' terms, each of which is divided by their number already.
diagnosis: averaged-twice"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
+         downhill = 2.0 * (y - yhat) / len(y)
+         negative_grad_w = (x.T @ downhill.view(-1, 1)) / len(y)
+         negative_grad_b = downhill.mean().view(1)

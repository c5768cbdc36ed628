"""Neither the 2 of the square nor the mean: xᵀ(y − ŷ). diagnosis: gradient-summed"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         e = y - yhat
+         return x.T @ e[:, None], e.sum().reshape(1)

"""Stores the gradients in the model, and returns nothing. diagnosis: no-return; score: 82"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         e = y - yhat
+         self.grad_w = 2*x.T @ e[:,None]/len(e)
+         self.grad_b = (2*e.mean()).view(1)

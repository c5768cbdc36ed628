"""Forward-mode differentiation instead of a derivation. diagnosis: autograd-in-manual"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         def loss(w, b):
+             return (yhat + (x @ w + b).view(-1) - y).pow(2).mean()
+
+         zeros = (torch.zeros_like(self.weight), torch.zeros_like(self.bias))
+         grad_w, grad_b = torch.func.jacfwd(loss, argnums=(0, 1))(*zeros)
+         return -grad_w, -grad_b

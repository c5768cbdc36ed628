"""Nudges the parameters instead of deriving. diagnosis: none"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         grads = []
+         for parameter in (self.weight, self.bias):
+             grad = torch.zeros_like(parameter)
+             for i in range(parameter.numel()):
+                 element = parameter.view(-1)[i : i + 1]
+                 before = element.clone()
+                 element.copy_(before + 1e-3)
+                 above = F.mse_loss(self.forward(x), y)
+                 element.copy_(before - 1e-3)
+                 below = F.mse_loss(self.forward(x), y)
+                 element.copy_(before)
+                 grad.view(-1)[i] = (above - below) / 2e-3
+             grads.append(-grad)
+         return tuple(grads)

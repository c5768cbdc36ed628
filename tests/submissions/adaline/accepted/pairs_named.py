"""Both pairs are a NamedTuple."""
# %% manual_gradient
+ from typing import NamedTuple
+ class Downhill(NamedTuple):
+     """A pair of negative gradients."""
+     w: torch.Tensor
+     b: torch.Tensor
  class Adaline1:

-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         error = 2.0 * (y - yhat) / len(y)
+         return Downhill(x.T @ error.view(-1, 1), error.sum().view(1))
# %% grad_call
-     return -grad_w, -grad_b
+     return Downhill(-grad_w, -grad_b)

"""The passes run on a copy of w. diagnosis: leaf-rebound"""
# %% accumulation
      """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
+     w = w.detach().clone().requires_grad_()

"""A gradient that is None is zeroed. diagnosis: grad-before-backward"""
# %% accumulation
      """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
+     w.grad.zero_()

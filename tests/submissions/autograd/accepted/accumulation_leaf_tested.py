"""Careful about what it is given."""
# %% accumulation
      """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
+     assert w.is_leaf and w.requires_grad and w.grad is None
-     for _ in range(k):
+     for step in range(1, k + 1):
-         values.append(w.grad.clone())
+         assert w.grad is not None
+         values += [w.grad.clone()]

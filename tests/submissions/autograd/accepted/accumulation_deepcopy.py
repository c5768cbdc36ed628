"""deepcopy, and the gradient is set to None first."""
# %% accumulation
+ import copy
  def accumulated_gradients(loss_fn, w, k):
      """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
+     w.grad = None
-         values.append(w.grad.clone())
+         values.append(copy.deepcopy(w.grad))

"""One loss, and the graph is freed after the first pass. diagnosis: graph-freed"""
# %% accumulation
      """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
+     loss = loss_fn(w)
-         loss_fn(w).backward()
+         loss.backward()

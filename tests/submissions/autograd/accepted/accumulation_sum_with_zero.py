"""A copy by adding 0."""
# %% accumulation
-     for _ in range(k):
-         loss_fn(w).backward()
-         values.append(w.grad.clone())
+     i = 0
+     while i < k:
+         loss = loss_fn(w)
+         torch.autograd.backward(loss)
+         values.append(w.grad + 0)
+         i += 1

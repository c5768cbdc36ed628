"""One loss, its graph retained."""
# %% accumulation
      values = []
+     loss = loss_fn(w)
-         loss_fn(w).backward()
-         values.append(w.grad.clone())
+         loss.backward(retain_graph=True)
+         values.append(w.grad.detach().clone())

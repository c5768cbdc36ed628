"""The noted tensor is left behind, .grad gets the copy."""
# %% accumulation
-         loss_fn(w).backward()
-         values.append(w.grad.clone())
+         loss_fn(w).backward(inputs=[w])
+         values.append(w.grad)
+         w.grad = w.grad.clone()

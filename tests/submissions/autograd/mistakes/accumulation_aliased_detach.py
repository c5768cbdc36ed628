"""detach() gives no copy.
diagnosis: aliased-gradients
fails: accumulation"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad.detach())

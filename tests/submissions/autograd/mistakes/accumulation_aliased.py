"""w.grad itself is noted k times.
diagnosis: aliased-gradients
fails: accumulation"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad)

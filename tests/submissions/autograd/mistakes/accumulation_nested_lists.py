"""Lists of numbers instead of tensors.
diagnosis: none
fails: accumulation"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad.tolist())

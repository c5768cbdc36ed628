"""Lists of numbers instead of tensors. diagnosis: none"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad.tolist())

"""The noted gradients are rounded to single precision. diagnosis: dtype-ignored"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad.clone().float())

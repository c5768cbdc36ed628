"""The noted gradients are rounded to single precision.
diagnosis: none
fails: accumulation"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad.clone().float())

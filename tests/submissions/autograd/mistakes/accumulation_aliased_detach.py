"""detach() gives no copy. diagnosis: aliased-gradients"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad.detach())

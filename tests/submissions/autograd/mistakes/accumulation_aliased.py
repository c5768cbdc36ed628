"""w.grad itself is noted k times. diagnosis: aliased-gradients"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad)

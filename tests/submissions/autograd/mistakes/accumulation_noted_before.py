"""The gradient is noted before the pass. diagnosis: grad-before-backward"""
# %% accumulation
      for _ in range(k):
+         values.append(w.grad if w.grad is None else w.grad.clone())
-         values.append(w.grad.clone())

"""The gradient is set to None before each pass. diagnosis: gradients-cleared"""
# %% accumulation
      for _ in range(k):
+         w.grad = None
-         values.append(w.grad.clone())
+         values.append(w.grad)

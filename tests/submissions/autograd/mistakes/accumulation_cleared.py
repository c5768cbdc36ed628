"""The gradient is zeroed before each pass. diagnosis: gradients-cleared"""
# %% accumulation
      for _ in range(k):
+         if w.grad is not None:
+             w.grad.zero_()

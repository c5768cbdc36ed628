"""The accumulated gradients are summed once more. diagnosis: summed-again"""
# %% accumulation
-     values = []
+     values, total = [], torch.zeros_like(w)
-         values.append(w.grad.clone())
+         total = total + w.grad
+         values.append(total)

"""The noted tensor is zeroed after each pass. diagnosis: gradients-cleared"""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad)
+         w.grad.zero_()

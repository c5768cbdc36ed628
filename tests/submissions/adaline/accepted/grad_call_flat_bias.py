"""The bias comes back with shape ()."""
# %% grad_call
-     return -grad_w, -grad_b
+     return -grad_w, -grad_b.squeeze()

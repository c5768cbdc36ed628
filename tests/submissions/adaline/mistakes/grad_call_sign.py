"""Returns the gradients, not the negative ones. diagnosis: gradient-sign"""
# %% grad_call
-     return -grad_w, -grad_b
+     return grad_w, grad_b

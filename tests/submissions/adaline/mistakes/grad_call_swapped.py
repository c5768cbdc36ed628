"""The bias first, then the weights. diagnosis: results-swapped; score: 97"""
# %% grad_call
-     return -grad_w, -grad_b
+     return -grad_b, -grad_w

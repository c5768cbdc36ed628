"""Divided by n - 1. diagnosis: gradient-ddof"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = (torch.softmax(logits, dim=1) - wanted) / (len(y) - 1)

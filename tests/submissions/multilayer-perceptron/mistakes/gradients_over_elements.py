"""Divided by the cells of the table, not by the samples. diagnosis: gradient-over-elements"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = (torch.softmax(logits, dim=1) - wanted) / logits.numel()

"""Divided by 1/n. diagnosis: precedence"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = (torch.softmax(logits, dim=1) - wanted) / (1 / len(y))

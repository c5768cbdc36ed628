"""Sums over the samples where the loss is their mean. diagnosis: gradient-summed"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = torch.softmax(logits, dim=1) - wanted

"""The label minus the probability. diagnosis: gradient-sign"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = (wanted - torch.softmax(logits, dim=1)) / len(y)

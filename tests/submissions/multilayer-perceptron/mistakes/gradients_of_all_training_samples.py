"""Divided by as many samples as the training set has. diagnosis: gradient-wrong-n"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = (torch.softmax(logits, dim=1) - wanted) / 1000

"""The derivative of softmax is multiplied in again. diagnosis: softmax-derivative-twice"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     p = torch.softmax(logits, dim=1)
+     error = (p - wanted) * p * (1 - p) / len(y)

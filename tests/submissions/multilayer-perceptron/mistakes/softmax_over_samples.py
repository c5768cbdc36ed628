"""Softmax over the samples. diagnosis: softmax-axis"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = (torch.softmax(logits, dim=0) - wanted) / len(y)

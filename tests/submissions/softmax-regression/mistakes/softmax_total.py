"""Divided by the sum of the whole table. diagnosis: softmax-total"""
# %% softmax
-     return powers / powers.sum(dim=1, keepdim=True)
+     return powers / powers.sum()

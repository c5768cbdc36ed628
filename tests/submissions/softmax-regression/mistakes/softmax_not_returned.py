"""The result is not returned. diagnosis: no-return"""
# %% softmax
-     return powers / powers.sum(dim=1, keepdim=True)
+     powers / powers.sum(dim=1, keepdim=True)

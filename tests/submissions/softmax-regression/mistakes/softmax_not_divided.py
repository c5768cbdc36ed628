"""The exponentials alone. diagnosis: softmax-not-divided"""
# %% softmax
-     return powers / powers.sum(dim=1, keepdim=True)
+     return powers

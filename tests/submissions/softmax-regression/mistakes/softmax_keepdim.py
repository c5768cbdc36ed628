"""The sums lose their axis, so they do not stand beside their rows. diagnosis: softmax-keepdim"""
# %% softmax
-     return powers / powers.sum(dim=1, keepdim=True)
+     return powers / powers.sum(dim=1)

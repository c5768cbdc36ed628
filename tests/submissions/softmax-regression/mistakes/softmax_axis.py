"""The exponentials are divided by the sum over the samples. diagnosis: softmax-axis"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
-     return powers / powers.sum(dim=1, keepdim=True)
+     powers = torch.exp(z - z.max(dim=0, keepdim=True).values)
+     return powers / powers.sum(dim=0, keepdim=True)

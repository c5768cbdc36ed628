"""Maximum and sum lose their axis. diagnosis: softmax-keepdim"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
-     return powers / powers.sum(dim=1, keepdim=True)
+     powers = torch.exp(z - z.max())
+     return powers / powers.sum(1)

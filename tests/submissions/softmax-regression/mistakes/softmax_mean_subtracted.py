"""The mean of the row is subtracted, not its maximum. diagnosis: softmax-unstable"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
+     powers = torch.exp(z - z.mean(dim=1, keepdim=True))

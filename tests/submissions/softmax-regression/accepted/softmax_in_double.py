"""Worked out in double precision and turned back."""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
-     return powers / powers.sum(dim=1, keepdim=True)
+     precise = z.double()
+     powers = torch.exp(precise - precise.amax(1, True))
+     return (powers / powers.sum(1, True)).to(z.dtype)

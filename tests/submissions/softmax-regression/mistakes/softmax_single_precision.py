"""Everything becomes float32. diagnosis: dtype-ignored"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
+     powers = torch.exp(z.float() - z.float().max(dim=1, keepdim=True).values)

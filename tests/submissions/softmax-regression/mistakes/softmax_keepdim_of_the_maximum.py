"""The maximum loses its axis. diagnosis: softmax-keepdim"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
+     powers = torch.exp(z - z.max(dim=1).values)

"""A loop over the rows."""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
-     return powers / powers.sum(dim=1, keepdim=True)
+     rows = []
+     for row in z:
+         powers = (row - row.max()).exp()
+         rows.append(powers / powers.sum())
+     return torch.stack(rows)

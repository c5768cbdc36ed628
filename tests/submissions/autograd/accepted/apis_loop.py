"""Loops over samples and outputs."""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     rows = []
+     for sample in x:
+         rows.append(torch.stack([F.relu((sample * w).sum() + b) for w, b in zip(weight, bias)]))
+     return torch.stack(rows)

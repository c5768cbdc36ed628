"""Everything becomes float32. diagnosis: dtype-ignored"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
+     x, w1, b1, w2, b2 = (part.float() for part in (x, w1, b1, w2, b2))
+     hidden = torch.relu(x @ w1 + b1)

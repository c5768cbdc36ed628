"""Axes of length 1 are removed, which a single sample needs. diagnosis: squeezed-away"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
+     hidden = torch.relu(x @ w1 + b1).squeeze()

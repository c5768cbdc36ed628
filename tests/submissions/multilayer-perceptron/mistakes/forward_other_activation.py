"""The sigmoid in place of the relu. diagnosis: none"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
+     hidden = torch.sigmoid(x @ w1 + b1)

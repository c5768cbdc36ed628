"""The weights are turned round, as a layer of PyTorch has them. diagnosis: none"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
+     hidden = torch.relu(x @ w1.T + b1)

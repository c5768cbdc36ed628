"""The relu by torch.where."""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
+     net = x @ w1 + b1
+     hidden = torch.where(net > 0, net, torch.zeros_like(net))

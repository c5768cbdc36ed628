"""What is kept is the net input, before the relu. diagnosis: cache-before-activation"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
-     return hidden @ w2 + b2, hidden
+     net = x @ w1 + b1
+     return torch.relu(net) @ w2 + b2, net

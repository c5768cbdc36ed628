"""Neither layer adds its bias. diagnosis: bias-missing"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
-     return hidden @ w2 + b2, hidden
+     hidden = torch.relu(x @ w1)
+     return hidden @ w2, hidden

"""F.linear and F.relu."""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
-     return hidden @ w2 + b2, hidden
+     hidden = F.relu(F.linear(x, w1.T, b1))
+     return F.linear(hidden, w2.T, b2), hidden

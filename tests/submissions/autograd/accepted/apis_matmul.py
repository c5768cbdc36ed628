"""A matrix product."""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(x @ weight.T + bias)

"""A new random layer, the weight is not used. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(nn.Linear(x.shape[1], weight.shape[0], dtype=x.dtype)(x))

"""A sum over the outputs. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight, bias)).sum(dim=1)

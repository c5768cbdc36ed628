"""Sizes of 1 are squeezed away. diagnosis: squeezed-away"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight, bias)).squeeze()

"""Keyword arguments."""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(input=F.linear(input=x, weight=weight, bias=bias))

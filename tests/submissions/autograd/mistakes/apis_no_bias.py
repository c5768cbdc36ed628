"""The bias is forgotten. diagnosis: bias-missing"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight))

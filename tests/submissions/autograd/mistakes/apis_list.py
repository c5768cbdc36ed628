"""A list of numbers. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight, bias)).tolist()

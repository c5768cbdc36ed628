"""A list of numbers.
diagnosis: none
fails: two_apis"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight, bias)).tolist()

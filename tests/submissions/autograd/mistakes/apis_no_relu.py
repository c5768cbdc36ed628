"""relu is forgotten. diagnosis: relu-misplaced"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.linear(x, weight, bias)

"""relu before and after. diagnosis: relu-misplaced"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(F.relu(x), weight, bias))

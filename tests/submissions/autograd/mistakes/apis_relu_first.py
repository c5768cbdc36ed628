"""relu before the linear layer. diagnosis: relu-misplaced"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.linear(F.relu(x), weight, bias)

"""The bias is added after relu. diagnosis: relu-misplaced"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight)) + bias

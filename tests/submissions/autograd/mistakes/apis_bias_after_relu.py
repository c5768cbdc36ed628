"""The bias is added after relu.
diagnosis: relu-misplaced
fails: two_apis"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight)) + bias

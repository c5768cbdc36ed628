"""The stub of the fifth task is left.
diagnosis: stub-left
fails: two_apis"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     raise NotImplementedError()

"""The stub of the fifth task is left. diagnosis: stub-left"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     raise NotImplementedError()

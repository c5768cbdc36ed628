"""Everything becomes float32. diagnosis: dtype-ignored"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x.float(), weight.float(), bias.float()))

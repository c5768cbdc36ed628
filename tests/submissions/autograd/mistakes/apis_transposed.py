"""The weight is transposed once too often. diagnosis: weight-transposed"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight.T, bias))

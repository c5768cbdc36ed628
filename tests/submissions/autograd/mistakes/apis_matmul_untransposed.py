"""A matrix product without the transpose. diagnosis: weight-transposed"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(x @ weight + bias)

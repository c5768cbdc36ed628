"""Another activation function. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.gelu(F.linear(x, weight, bias))

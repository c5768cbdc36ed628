"""nn.ReLU is called like a function.
diagnosis: none
fails: two_apis"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return nn.ReLU(F.linear(x, weight, bias))

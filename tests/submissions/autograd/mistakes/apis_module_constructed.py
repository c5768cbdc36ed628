"""nn.ReLU is called like a function. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return nn.ReLU(F.linear(x, weight, bias))

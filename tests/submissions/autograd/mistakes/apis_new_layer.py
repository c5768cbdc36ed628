"""A new layer is filled with the numbers: the gradient ends there. diagnosis: graph-cut"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     linear = nn.Linear(weight.shape[1], weight.shape[0]).to(weight)
+     linear.weight.data = weight.data
+     linear.bias.data = bias.data
+     return nn.ReLU()(linear(x))

"""functional_call on a Sequential."""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     network = nn.Sequential(nn.Linear(weight.shape[1], weight.shape[0]), nn.ReLU())
+     return torch.func.functional_call(network, {"0.weight": weight, "0.bias": bias}, (x,))

"""torch.func.functional_call on the given network."""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     network = ReluLayer(weight.shape[1], weight.shape[0], device=x.device, dtype=x.dtype)
+     parameters = {"linear.weight": weight, "linear.bias": bias}
+     return torch.func.functional_call(network, parameters, (x,))

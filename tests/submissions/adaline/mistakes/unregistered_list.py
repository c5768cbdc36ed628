"""The layer stands in a plain list. diagnosis: unregistered-parameter"""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.layers = [torch.nn.Linear(num_features, 1, device=device, dtype=dtype)]
+         torch.nn.init.zeros_(self.layers[0].weight)
+         torch.nn.init.zeros_(self.layers[0].bias)
-         return self.linear(x).view(-1)
+         return self.layers[0](x).view(-1)

"""The layer is hidden in a list. diagnosis: unregistered-parameter"""
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.layers = [torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)]
+         torch.nn.init.zeros_(self.layers[0].weight)
+         torch.nn.init.zeros_(self.layers[0].bias)

-         return self.linear(x)
+         return self.layers[0](x)

"""A Sequential of one layer."""
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.layers = torch.nn.Sequential(torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype))
+         for parameter in self.parameters():
+             torch.nn.init.zeros_(parameter)

-         return self.linear(x)
+         return self.layers(x)

"""Zeros as new Parameters of the layer; moved by to()."""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.linear = torch.nn.Linear(num_features, 1)
+         self.linear.weight = torch.nn.Parameter(torch.zeros(1, num_features))
+         self.linear.bias = torch.nn.Parameter(torch.zeros(1))
+         self.to(device=device, dtype=dtype)
-         return self.linear(x).view(-1)
+         return self.linear(x).T[0]

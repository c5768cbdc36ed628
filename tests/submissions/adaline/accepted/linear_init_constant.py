"""Zeroed by nn.init.constant_; reshape."""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.layer = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
+         for parameter in self.parameters():
+             torch.nn.init.constant_(parameter, 0.0)
-         return self.linear(x).view(-1)
+         return self.layer(x).reshape(len(x))

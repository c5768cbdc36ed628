"""Zeroed under no_grad, another attribute name, flatten."""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.fc = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
+         with torch.no_grad():
+             self.fc.weight.fill_(0.0)
+             self.fc.bias.fill_(0.0)
-         return self.linear(x).view(-1)
+         return torch.flatten(self.fc(x))

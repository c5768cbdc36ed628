"""The layer in a Sequential, with an identity and a Flatten."""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.net = torch.nn.Sequential(
+             torch.nn.Linear(num_features, 1, device=device, dtype=dtype),
+             torch.nn.Identity(),
+             torch.nn.Flatten(0),
+         )
+         torch.nn.init.zeros_(self.net[0].weight)
+         torch.nn.init.zeros_(self.net[0].bias)
-         return self.linear(x).view(-1)
+         return self.net(x)

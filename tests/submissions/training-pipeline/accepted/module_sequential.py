"""The layer in an nn.Sequential."""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.net = nn.Sequential(nn.Linear(input_dim, output_dim, device=device, dtype=dtype))
-         return self.linear(x)
+         return self.net(x)

"""A module in a module."""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.inner = nn.ModuleDict({"layer": nn.Linear(input_dim, output_dim, device=device, dtype=dtype)})
-         return self.linear(x)
+         return self.inner["layer"](x)

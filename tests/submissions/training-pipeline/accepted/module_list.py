"""An nn.ModuleList."""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.layers = nn.ModuleList([nn.Linear(input_dim, output_dim, True, device, dtype)])
-         return self.linear(x)
+         for layer in self.layers:
+             x = layer(x)
+         return x

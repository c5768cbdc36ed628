"""Built, then moved."""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, output_dim)
+         self.to(device=device, dtype=dtype)

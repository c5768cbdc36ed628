"""`dtype` is handed on, `device` is not. diagnosis: none"""
# %% linear_module
-     """A linear model: one nn.Linear from input_dim features to output_dim outputs."""
-

-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, output_dim, dtype=dtype)
-         """Return the outputs (n, output_dim) for the samples x (n, input_dim)."""

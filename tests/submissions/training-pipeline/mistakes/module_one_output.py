"""Always one output. diagnosis: none"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, 1, device=device, dtype=dtype)

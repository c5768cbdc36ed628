"""dtype is not handed on. diagnosis: dtype-ignored"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, output_dim, device=device)

"""Inputs and outputs are exchanged. diagnosis: weight-transposed"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(output_dim, input_dim, device=device, dtype=dtype)

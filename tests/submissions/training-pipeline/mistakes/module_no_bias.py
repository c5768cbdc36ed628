"""The layer has no bias. diagnosis: bias-missing"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, output_dim, bias=False, device=device, dtype=dtype)

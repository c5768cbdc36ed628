"""The layer is not kept. diagnosis: unregistered-parameter"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)

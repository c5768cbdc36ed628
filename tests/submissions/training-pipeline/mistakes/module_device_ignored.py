"""`dtype` is handed on, `device` is not. diagnosis: device-ignored"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, output_dim, dtype=dtype)

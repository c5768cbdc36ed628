"""Two layers instead of one. diagnosis: none"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.hidden = nn.Linear(input_dim, 8, device=device, dtype=dtype)
+         self.linear = nn.Linear(8, output_dim, device=device, dtype=dtype)
-         return self.linear(x)
+         return self.linear(self.hidden(x))

"""A new layer in each forward pass. diagnosis: unregistered-parameter"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.sizes = input_dim, output_dim
-         return self.linear(x)
+         return nn.Linear(*self.sizes, device=x.device, dtype=x.dtype)(x)

"""The layer stands in a plain list. diagnosis: unregistered-parameter"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.layers = [nn.Linear(input_dim, output_dim, device=device, dtype=dtype)]
-         return self.linear(x)
+         return self.layers[0](x)

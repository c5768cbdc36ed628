"""The module is left open. diagnosis: stub-left"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         raise NotImplementedError()
-         return self.linear(x)
+         raise NotImplementedError()

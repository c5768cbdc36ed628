"""The factory keywords in a dict; sizes kept as attributes."""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         factory = {"device": device, "dtype": dtype}
+         self.input_dim, self.output_dim = input_dim, output_dim
+         self.linear = nn.Linear(in_features=input_dim, out_features=output_dim, bias=True, **factory)
-         return self.linear(x)
+         out = self.linear(x)
+         return out

"""Parameters of its own instead of nn.Linear. diagnosis: none"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.weight = nn.Parameter(torch.randn(output_dim, input_dim, device=device, dtype=dtype))
+         self.bias = nn.Parameter(torch.zeros(output_dim, device=device, dtype=dtype))
-         return self.linear(x)
+         return x @ self.weight.T + self.bias

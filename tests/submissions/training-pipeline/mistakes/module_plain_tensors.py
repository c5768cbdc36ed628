"""Plain tensors instead of a layer. diagnosis: unregistered-parameter"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.weight = torch.randn(output_dim, input_dim, device=device, dtype=dtype, requires_grad=True)
+         self.bias = torch.zeros(output_dim, device=device, dtype=dtype, requires_grad=True)
-         return self.linear(x)
+         return x @ self.weight.T + self.bias

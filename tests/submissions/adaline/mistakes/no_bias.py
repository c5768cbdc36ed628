"""A layer without a bias. diagnosis: bias-missing"""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
+         self.linear = torch.nn.Linear(num_features, 1, bias=False, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.bias)

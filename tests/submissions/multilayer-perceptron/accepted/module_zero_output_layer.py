"""The output layer starts at zero."""
# %% mlp_module
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         torch.nn.init.zeros_(self.output.weight)
+         torch.nn.init.zeros_(self.output.bias)

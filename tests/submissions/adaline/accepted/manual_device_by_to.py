"""The parameters are made first, and moved to the device behind that."""
# %% manual_gradient
-         self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
-         self.bias = torch.zeros(1, device=device, dtype=dtype)
+         self.weight = torch.zeros(num_features, 1, dtype=dtype).to(device)
+         self.bias = torch.zeros(1, dtype=dtype).to(device)

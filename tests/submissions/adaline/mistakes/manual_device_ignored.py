"""The parameters are made on the default device, whatever is asked for. diagnosis: device-ignored"""
# %% manual_gradient
-         self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
-         self.bias = torch.zeros(1, device=device, dtype=dtype)
+         self.weight = torch.zeros(num_features, 1, dtype=dtype)
+         self.bias = torch.zeros(1, dtype=dtype)

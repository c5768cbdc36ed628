"""The parameters are made where PyTorch likes, not on the device that was asked for.
diagnosis: none"""
# %% manual_gradient
-         self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
-         self.bias = torch.zeros(1, device=device, dtype=dtype)
+         self.weight = torch.zeros(num_features, 1, dtype=dtype)
+         self.bias = torch.zeros(1, dtype=dtype)

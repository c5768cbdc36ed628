"""The layer is made where PyTorch likes, not on the device that was asked for. diagnosis: device-ignored"""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.linear = torch.nn.Linear(num_features, 1, dtype=dtype)
+         with torch.no_grad():
+             self.linear.weight.zero_()
+             self.linear.bias.zero_()

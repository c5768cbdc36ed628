"""device is not handed on. diagnosis: device-ignored"""
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
+         self.linear = torch.nn.Linear(num_features, num_classes, dtype=dtype)

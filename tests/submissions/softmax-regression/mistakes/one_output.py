"""One output for each sample. diagnosis: one-output"""
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
+         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)

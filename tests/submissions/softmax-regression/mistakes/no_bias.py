"""A layer without biases. diagnosis: bias-missing"""
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
+         self.linear = torch.nn.Linear(num_features, num_classes, bias=False, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.bias)

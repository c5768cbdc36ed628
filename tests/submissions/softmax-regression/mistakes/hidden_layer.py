"""A second layer. diagnosis: none"""
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
+         self.first = torch.nn.Linear(num_features, num_features, device=device, dtype=dtype)
+         for parameter in self.first.parameters():
+             torch.nn.init.zeros_(parameter)
+         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)

-         return self.linear(x)
+         return self.linear(self.first(x))

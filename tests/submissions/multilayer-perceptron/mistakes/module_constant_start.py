"""All parameters start at the same number. diagnosis: symmetric-start"""
# %% mlp_module
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         for parameter in self.parameters():
+             torch.nn.init.constant_(parameter, 0.01)

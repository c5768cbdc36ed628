"""All parameters start at zero. diagnosis: symmetric-start"""
# %% mlp_module
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         for parameter in self.parameters():
+             torch.nn.init.zeros_(parameter)

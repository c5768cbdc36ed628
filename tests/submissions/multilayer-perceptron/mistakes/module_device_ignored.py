"""device is not handed on. diagnosis: device-ignored"""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
+         self.hidden = torch.nn.Linear(num_features, num_hidden, dtype=dtype)

-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, dtype=dtype)

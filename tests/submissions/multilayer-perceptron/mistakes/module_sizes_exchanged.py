"""Inputs and outputs of both layers are exchanged. diagnosis: weight-transposed"""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
+         self.hidden = torch.nn.Linear(num_hidden, num_features, device=device, dtype=dtype)
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_classes, num_hidden, device=device, dtype=dtype)

"""The output layer is created first."""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
-         self.dropout = torch.nn.Dropout(dropout)
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.dropout = torch.nn.Dropout(dropout)
+         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)

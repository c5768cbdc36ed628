"""A Sequential."""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
-         self.dropout = torch.nn.Dropout(dropout)
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         factory = {"device": device, "dtype": dtype}
+         self.layers = torch.nn.Sequential(
+             torch.nn.Linear(num_features, num_hidden, **factory),
+             torch.nn.ReLU(),
+             torch.nn.Dropout(dropout),
+             torch.nn.Linear(num_hidden, num_classes, **factory),
+         )

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.layers(x)

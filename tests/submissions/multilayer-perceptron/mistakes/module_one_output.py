"""One output for each sample. diagnosis: one-output"""
# %% mlp_module
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, 1, device=device, dtype=dtype)

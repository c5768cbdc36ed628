"""dtype is not handed on to the second layer. diagnosis: dtype-ignored"""
# %% mlp_module
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, device=device)

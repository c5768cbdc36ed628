"""The biases start at zero, the weights by Xavier's rule."""
# %% mlp_module
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         for layer in (self.hidden, self.output):
+             torch.nn.init.xavier_uniform_(layer.weight)
+             torch.nn.init.zeros_(layer.bias)

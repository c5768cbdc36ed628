"""The layers are hidden in a list. diagnosis: unregistered-parameter"""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)

-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)
+         self.layers = [
+             torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype),
+             torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype),
+         ]
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         hidden, output = self.layers
+         return output(self.dropout(torch.relu(hidden(x))))

"""The hidden layer alone is in a list. diagnosis: unregistered-parameter"""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
+         self.first = [torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)]

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(self.dropout(torch.relu(self.first[0](x))))

"""The layer stands in a list, where nobody finds its parameters.
diagnosis: unregistered-parameter"""
# %% first_task
-         self.linear = nn.Linear(num_features, 1, device=device, dtype=dtype)
+         self.layers = [nn.Linear(num_features, 1, device=device, dtype=dtype)]
-         return self.linear(x).squeeze(1)
+         return self.layers[0](x).squeeze(1)

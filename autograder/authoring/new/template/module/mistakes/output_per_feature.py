"""One output for each feature. diagnosis: output-per-feature"""
# %% first_task
-         self.linear = nn.Linear(num_features, 1, device=device, dtype=dtype)
+         self.linear = nn.Linear(num_features, num_features, device=device, dtype=dtype)

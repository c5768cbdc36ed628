"""device and dtype are not passed on. diagnosis: device-ignored"""
# %% first_task
-         self.linear = nn.Linear(num_features, 1, device=device, dtype=dtype)
+         self.linear = nn.Linear(num_features, 1)

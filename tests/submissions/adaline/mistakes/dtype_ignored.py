"""dtype and device are not handed on. diagnosis: device-ignored"""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
+         self.linear = torch.nn.Linear(num_features, 1)
-         return self.linear(x).view(-1)
+         return self.linear(x.float()).view(-1)

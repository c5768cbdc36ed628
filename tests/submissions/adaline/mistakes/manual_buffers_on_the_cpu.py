"""A module whose buffers are made on the default device. diagnosis: device-ignored"""
# %% manual_gradient
- class Adaline1:
+ class Adaline1(torch.nn.Module):

-         self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
-         self.bias = torch.zeros(1, device=device, dtype=dtype)
+         super().__init__()
+         self.register_buffer("weight", torch.zeros(num_features, 1, dtype=dtype))
+         self.register_buffer("bias", torch.zeros(1, dtype=dtype))

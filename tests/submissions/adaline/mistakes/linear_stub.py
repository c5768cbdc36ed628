"""The stub of the model is left. diagnosis: stub-left"""
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         raise NotImplementedError()
-         return self.linear(x).view(-1)
+         raise NotImplementedError()

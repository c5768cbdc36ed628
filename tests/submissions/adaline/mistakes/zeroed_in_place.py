"""Zeroes a leaf while autograd records. diagnosis: leaf-in-place"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.linear.weight.zero_()
+         self.linear.bias.zero_()

"""The zeroed weights no longer require a gradient. diagnosis: graph-cut"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.linear.weight.requires_grad_(False).zero_()
+         self.linear.bias.requires_grad_(False).zero_()

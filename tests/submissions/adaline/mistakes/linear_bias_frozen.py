"""The bias starts at zero and does not require a gradient. diagnosis: bias-frozen"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         with torch.no_grad():
+             self.linear.weight.zero_()
+             self.linear.bias.zero_()
+         self.linear.bias.requires_grad_(False)

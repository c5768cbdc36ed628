"""Only the weight is set to zero. diagnosis: not-zero-initialised"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.linear.weight.detach().zero_()

"""The layer starts as PyTorch makes it. diagnosis: not-zero-initialised"""
# %% softmax_regression
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)

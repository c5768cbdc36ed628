"""Only the weights start at zero. diagnosis: not-zero-initialised"""
# %% softmax_regression
-         torch.nn.init.zeros_(self.linear.bias)

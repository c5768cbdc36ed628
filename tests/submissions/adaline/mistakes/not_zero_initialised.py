"""nn.Linear as it starts, at random. diagnosis: not-zero-initialised"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)

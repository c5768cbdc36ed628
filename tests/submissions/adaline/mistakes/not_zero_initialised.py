"""nn.Linear as it starts, at random.
diagnosis: not-zero-initialised
fails: linear_model"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)

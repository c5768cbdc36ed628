"""The layer starts at zero."""
# %% linear_module
          self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         nn.init.zeros_(self.linear.weight)
+         self.linear.bias.data.zero_()

"""The parameters do not require a gradient. diagnosis: graph-cut"""
# %% linear_module
          self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.requires_grad_(False)

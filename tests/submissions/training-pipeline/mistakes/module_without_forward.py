"""forward is misspelt, so the module has none. diagnosis: none"""
# %% linear_module
-     def forward(self, x):
-         """Return the outputs (n, output_dim) for the samples x (n, input_dim)."""
+     def foward(self, x):

"""As many outputs as features, as in the lecture. diagnosis: output-per-feature"""
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         self.linear = nn.Linear(input_dim, input_dim, device=device, dtype=dtype)

"""Parameters of whole numbers. diagnosis: integer-parameter"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.linear.weight = torch.nn.Parameter(torch.tensor([[0] * num_features], device=device))
+         self.linear.bias = torch.nn.Parameter(torch.tensor([0], device=device))

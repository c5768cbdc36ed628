"""The hidden layer has no bias, which costs once. diagnosis: bias-missing; score: 97"""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
+         factory = {"device": device, "dtype": dtype}
+         self.hidden = torch.nn.Linear(num_features, num_hidden, bias=False, **factory)

"""Parameters of its own, as (F, h) and (h, k)."""
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
+         factory = {"device": device, "dtype": dtype}
+         self.w1 = torch.nn.Parameter(torch.randn(num_features, num_hidden, **factory) / 8)
+         self.b1 = torch.nn.Parameter(torch.zeros(num_hidden, **factory))
+         self.w2 = torch.nn.Parameter(torch.randn(num_hidden, num_classes, **factory) / 8)
+         self.b2 = torch.nn.Parameter(torch.zeros(num_classes, **factory))
-         self.output = torch.nn.Linear(num_hidden, num_classes, device=device, dtype=dtype)

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.dropout(torch.relu(x @ self.w1 + self.b1)) @ self.w2 + self.b2

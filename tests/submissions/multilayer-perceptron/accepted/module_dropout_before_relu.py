"""Dropout before the relu, which is the same function."""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(torch.relu(self.dropout(self.hidden(x))))

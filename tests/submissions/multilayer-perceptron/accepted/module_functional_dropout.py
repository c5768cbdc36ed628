"""F.dropout with self.training."""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.rate = dropout

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(F.dropout(F.relu(self.hidden(x)), self.rate, self.training))

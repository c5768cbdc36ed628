"""nn.Dropout is made in forward, where it is always in training mode.
diagnosis: dropout-always-on"""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.rate = dropout

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(torch.nn.Dropout(self.rate)(torch.relu(self.hidden(x))))

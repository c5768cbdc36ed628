"""A mask of its own, and what is kept is not scaled. diagnosis: dropout-unscaled"""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.rate = dropout

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         hidden = torch.relu(self.hidden(x))
+         if self.training:
+             hidden = hidden * (torch.rand_like(hidden) >= self.rate)
+         return self.output(hidden)

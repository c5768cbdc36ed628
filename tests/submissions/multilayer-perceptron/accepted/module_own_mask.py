"""A mask of its own, scaled."""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.rate = dropout

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         hidden = torch.relu(self.hidden(x))
+         if self.training and self.rate > 0:
+             hidden = hidden * (torch.rand_like(hidden) >= self.rate) / (1 - self.rate)
+         return self.output(hidden)

"""One mask for all samples. diagnosis: none"""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.rate = dropout

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         hidden = torch.relu(self.hidden(x))
+         if self.training:
+             keep = torch.rand_like(hidden[0]) >= self.rate
+             hidden = hidden * keep / (1 - self.rate)
+         return self.output(hidden)

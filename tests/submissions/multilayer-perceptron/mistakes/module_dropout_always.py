"""F.dropout without saying whether it trains. diagnosis: dropout-always-on"""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.rate = dropout

-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(F.dropout(torch.relu(self.hidden(x)), self.rate))

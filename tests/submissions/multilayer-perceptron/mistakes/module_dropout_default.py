"""nn.Dropout with its own rate. diagnosis: dropout-ignored"""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.dropout = torch.nn.Dropout()

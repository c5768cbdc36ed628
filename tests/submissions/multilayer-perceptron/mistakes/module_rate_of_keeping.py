"""The rate is taken as the share that is kept. diagnosis: none"""
# %% mlp_module
-         self.dropout = torch.nn.Dropout(dropout)
+         self.dropout = torch.nn.Dropout(1 - dropout if dropout else 0.0)

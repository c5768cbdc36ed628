"""The pixels are dropped. diagnosis: dropout-misplaced"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(torch.relu(self.hidden(self.dropout(x))))

"""The logits are dropped. diagnosis: dropout-misplaced"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.dropout(self.output(torch.relu(self.hidden(x))))

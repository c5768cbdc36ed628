"""The dropout layer is not called. diagnosis: dropout-ignored"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(torch.relu(self.hidden(x)))

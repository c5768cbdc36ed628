"""The hidden layer is detached. diagnosis: none"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(self.dropout(torch.relu(self.hidden(x))).detach())

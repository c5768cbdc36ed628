"""A relu on the logits as well. diagnosis: activation-on-logits"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return torch.relu(self.output(self.dropout(torch.relu(self.hidden(x)))))

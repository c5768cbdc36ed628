"""log_softmax at the end of the model. diagnosis: log-softmax-returned"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return F.log_softmax(self.output(self.dropout(torch.relu(self.hidden(x)))), dim=1)

"""Softmax at the end of the model. diagnosis: logits-softmaxed-twice"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return torch.softmax(self.output(self.dropout(torch.relu(self.hidden(x)))), dim=1)

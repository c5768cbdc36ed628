"""No relu between the layers. diagnosis: hidden-layer-linear"""
# %% mlp_module
-         return self.output(self.dropout(torch.relu(self.hidden(x))))
+         return self.output(self.dropout(self.hidden(x)))

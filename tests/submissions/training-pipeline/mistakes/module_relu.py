"""An activation after the layer.
diagnosis: none
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         return torch.relu(self.linear(x))

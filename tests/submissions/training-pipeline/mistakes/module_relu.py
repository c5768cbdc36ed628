"""An activation after the layer. diagnosis: none"""
# %% linear_module
-         return self.linear(x)
+         return torch.relu(self.linear(x))

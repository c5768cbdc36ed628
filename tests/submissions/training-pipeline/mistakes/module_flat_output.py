"""The output is flattened.
diagnosis: broadcast-loss
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).view(-1)

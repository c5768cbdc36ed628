"""The output is flattened. diagnosis: broadcast-loss"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).view(-1)

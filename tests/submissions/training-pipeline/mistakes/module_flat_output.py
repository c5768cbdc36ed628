"""The output is flattened. diagnosis: squeezed-away"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).view(-1)

"""Axes of size 1 are dropped.
diagnosis: broadcast-loss
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).squeeze()

"""Axes of size 1 are dropped. diagnosis: squeezed-away"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).squeeze()

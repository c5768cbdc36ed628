"""The output is detached.
diagnosis: graph-cut
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).detach()

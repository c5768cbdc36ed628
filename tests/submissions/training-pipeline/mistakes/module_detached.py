"""The output is detached. diagnosis: graph-cut"""
# %% linear_module
-         return self.linear(x)
+         return self.linear(x).detach()

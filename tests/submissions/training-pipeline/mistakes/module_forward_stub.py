"""Only forward of the module is left open.
diagnosis: stub-left
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         raise NotImplementedError()

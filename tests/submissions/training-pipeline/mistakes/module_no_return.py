"""forward returns nothing.
diagnosis: no-return
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         self.linear(x)

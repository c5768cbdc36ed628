"""The module's own parameters are left out. diagnosis: not-zero-initialised"""
# %% zero_init
-         for parameter in module.parameters():
-             parameter.zero_()
+         for child in module.children():
+             for parameter in child.parameters():
+                 parameter.zero_()

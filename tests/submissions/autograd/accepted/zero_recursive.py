"""By recursion over the children."""
# %% zero_init
-         for parameter in module.parameters():
-             parameter.zero_()
+         for parameter in module._parameters.values():
+             if parameter is not None:
+                 parameter.zero_()
+     for child in module.children():
+         zero_parameters_(child)

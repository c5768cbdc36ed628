"""Minus itself."""
# %% zero_init
-             parameter.zero_()
+             parameter -= parameter.clone()

"""Assigned through an index."""
# %% zero_init
-             parameter.zero_()
+             parameter[...] = 0

"""Times zero, which leaves -0.0."""
# %% zero_init
-             parameter.zero_()
+             parameter *= -0.0

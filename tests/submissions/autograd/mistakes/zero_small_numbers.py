"""Small random numbers are not zeros.
diagnosis: not-zero-initialised
fails: zero_init"""
# %% zero_init
-             parameter.zero_()
+             parameter.normal_(0, 1e-4)

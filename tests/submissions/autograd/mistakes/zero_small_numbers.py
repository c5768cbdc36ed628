"""Small random numbers are not zeros. diagnosis: not-zero-initialised"""
# %% zero_init
-             parameter.zero_()
+             parameter.normal_(0, 1e-4)

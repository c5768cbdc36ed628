"""Only the parameters of the module itself, not of those inside.
diagnosis: not-zero-initialised
fails: zero_init"""
# %% zero_init
-         for parameter in module.parameters():
+         for parameter in module.parameters(recurse=False):

"""Only the parameters of the module itself, not of those inside. diagnosis: not-zero-initialised"""
# %% zero_init
-         for parameter in module.parameters():
+         for parameter in module.parameters(recurse=False):

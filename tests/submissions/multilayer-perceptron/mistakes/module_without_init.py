"""`super().__init__()` is not called. diagnosis: module-not-initialised"""
# %% mlp_module
-         super().__init__()

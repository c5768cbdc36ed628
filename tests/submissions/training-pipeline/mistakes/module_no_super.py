"""super().__init__() is forgotten.
diagnosis: module-not-initialised
fails: linear_module"""
# %% linear_module
-         super().__init__()

"""super().__init__() is forgotten. diagnosis: module-not-initialised"""
# %% linear_module
-         super().__init__()

"""`super().__init__()` is not called. diagnosis: module-not-initialised"""
# %% softmax_regression
-         super().__init__()

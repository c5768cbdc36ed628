"""The losses are not returned. diagnosis: no-return"""
# %% train_softmax
-     return losses

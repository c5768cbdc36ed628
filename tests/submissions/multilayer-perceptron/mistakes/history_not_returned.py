"""The history is not returned. diagnosis: no-return"""
# %% train_and_evaluate
-     return history

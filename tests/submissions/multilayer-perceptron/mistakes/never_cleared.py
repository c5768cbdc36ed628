"""The gradients are never cleared. diagnosis: no-zero-grad"""
# %% train_and_evaluate
-             optimizer.zero_grad()

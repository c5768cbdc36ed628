"""The gradients are never cleared. diagnosis: no-zero-grad"""
# %% train_softmax
-             optimizer.zero_grad()

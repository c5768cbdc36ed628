"""Gradients are never cleared. diagnosis: no-zero-grad"""
# %% training_loop
-         optimizer.zero_grad()

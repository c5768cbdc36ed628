"""Gradients are never cleared. diagnosis: no-zero-grad"""
# %% backward_loop
-             optimizer.zero_grad()

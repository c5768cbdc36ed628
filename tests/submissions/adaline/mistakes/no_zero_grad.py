"""Gradients are never cleared.
diagnosis: no-zero-grad
fails: backward_loop"""
# %% backward_loop
-             optimizer.zero_grad()

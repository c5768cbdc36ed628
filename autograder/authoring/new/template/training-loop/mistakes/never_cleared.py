"""Gradients are never cleared.
diagnosis: no-zero-grad
fails: first_task"""
# %% first_task
-         optimizer.zero_grad()

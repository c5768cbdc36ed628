"""Gradients are never cleared. diagnosis: no-zero-grad"""
# %% first_task
-         optimizer.zero_grad()

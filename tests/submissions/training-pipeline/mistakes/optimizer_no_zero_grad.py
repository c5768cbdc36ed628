"""Gradients are never cleared. diagnosis: no-zero-grad"""
# %% loss_and_optimizer
-         optimizer.zero_grad()

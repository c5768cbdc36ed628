"""The optimizer never steps. diagnosis: parameters-untouched"""
# %% loss_and_optimizer
-         optimizer.step()

"""The optimizer never steps. diagnosis: parameters-untouched"""
# %% backward_loop
-             optimizer.step()

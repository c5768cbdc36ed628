"""The optimizer never steps.
diagnosis: parameters-untouched
fails: backward_loop"""
# %% backward_loop
-             optimizer.step()

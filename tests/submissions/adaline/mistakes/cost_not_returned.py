"""Nothing is returned. diagnosis: no-return; score: 88"""
# %% backward_loop
-     return cost

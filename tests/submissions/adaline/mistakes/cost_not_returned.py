"""Nothing is returned.
diagnosis: no-return
fails: backward_loop
score: 88"""
# %% backward_loop
-     return cost

"""Only the last cost is returned.
diagnosis: none
fails: backward_loop
score: 88"""
# %% backward_loop
-     return cost
+     return cost[-1]

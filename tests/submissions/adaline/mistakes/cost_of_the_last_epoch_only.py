"""Only the last cost is returned. diagnosis: none; score: 88"""
# %% backward_loop
-     return cost
+     return cost[-1]

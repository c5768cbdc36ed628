"""Only the last loss comes back.
diagnosis: none
fails: training_loop"""
# %% training_loop
-     return w, losses
+     return w, losses[-1]

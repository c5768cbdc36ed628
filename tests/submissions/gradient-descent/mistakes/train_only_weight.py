"""The losses do not come back.
diagnosis: none
fails: training_loop"""
# %% training_loop
-     return w, losses
+     return w

"""Only the last loss comes back. diagnosis: none"""
# %% training_loop
-     return w, losses
+     return w, losses[-1]

"""`return` stands inside the loop.
diagnosis: return-in-loop
fails: training_loop"""
# %% training_loop
-     return w, losses
+         return w, losses

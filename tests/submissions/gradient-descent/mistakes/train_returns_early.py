"""`return` stands inside the loop. diagnosis: return-in-loop"""
# %% training_loop
-     return w, losses
+         return w, losses

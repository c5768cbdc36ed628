"""The losses are not returned. diagnosis: none; score: 97"""
# %% training_loop
-     return w, losses
+     return w

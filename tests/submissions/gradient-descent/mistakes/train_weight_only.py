"""The losses are not returned. diagnosis: result-missing; score: 97"""
# %% training_loop
-     return w, losses
+     return w

"""The losses are returned first. diagnosis: results-swapped; score: 97"""
# %% training_loop
-     return w, losses
+     return losses, w

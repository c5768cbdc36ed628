"""The losses are returned first. diagnosis: none; score: 97"""
# %% training_loop
-     return w, losses
+     return losses, w

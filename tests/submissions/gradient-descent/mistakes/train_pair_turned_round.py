"""The losses are returned first.
diagnosis: none
fails: training_loop
score: 97"""
# %% training_loop
-     return w, losses
+     return losses, w

"""The losses are not returned.
diagnosis: none
fails: training_loop
score: 97"""
# %% training_loop
-     return w, losses
+     return w

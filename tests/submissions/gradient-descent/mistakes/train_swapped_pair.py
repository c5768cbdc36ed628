"""The losses first, then the weight.
diagnosis: none
fails: training_loop"""
# %% training_loop
-     return w, losses
+     return losses, w

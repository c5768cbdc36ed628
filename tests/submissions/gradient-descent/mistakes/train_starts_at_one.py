"""The weight starts at 1. diagnosis: not-zero-initialised"""
# %% training_loop
-     w = 0.0
+     w = 1.0

"""The weight starts at 1. diagnosis: none"""
# %% training_loop
-     w = 0.0
+     w = 1.0

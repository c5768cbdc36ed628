"""The weight starts as the integer 0."""
# %% training_loop
-     w = 0.0
+     w = 0

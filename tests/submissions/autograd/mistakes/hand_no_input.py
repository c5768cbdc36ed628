"""The inner derivative by w is forgotten. diagnosis: gradient-no-input"""
# %% partials_by_hand
-     return z, x, 1.0
+     return z, 1.0, 1.0

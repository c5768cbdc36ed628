"""b is taken for a constant. diagnosis: wrong-variable"""
# %% partials_by_hand
-     return z, x, 1.0
+     return z, x, 0.0

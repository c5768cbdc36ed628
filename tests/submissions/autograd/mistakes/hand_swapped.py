"""The two partial derivatives in the wrong order. diagnosis: results-swapped"""
# %% partials_by_hand
-     return z, x, 1.0
+     return z, 1.0, x

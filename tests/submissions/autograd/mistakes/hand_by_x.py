"""Differentiated by x instead of w. diagnosis: wrong-variable"""
# %% partials_by_hand
-     return z, x, 1.0
+     return z, w, 1.0

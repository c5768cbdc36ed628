"""b itself instead of the derivative of b.
diagnosis: wrong-variable
fails: partials_by_hand"""
# %% partials_by_hand
-     return z, x, 1.0
+     return z, x, b

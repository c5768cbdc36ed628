"""The negative gradient, as a descent step would use it.
diagnosis: gradient-sign
fails: partials_by_hand"""
# %% partials_by_hand
-     return z, x, 1.0
+     return z, -x, -1.0

"""The factor as a float."""
# %% find_the_bug
-     return n
+     return float(n)

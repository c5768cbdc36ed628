"""n - 1. diagnosis: none"""
# %% find_the_bug
-     return n
+     return n - 1

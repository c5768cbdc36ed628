"""n - 1.
diagnosis: none
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     return n - 1

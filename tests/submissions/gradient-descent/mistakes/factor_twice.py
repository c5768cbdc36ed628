"""Twice as large as it is.
diagnosis: none
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     return 2 * n

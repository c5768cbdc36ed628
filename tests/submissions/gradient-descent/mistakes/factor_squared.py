"""Summed twice.
diagnosis: none
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     return n ** 2

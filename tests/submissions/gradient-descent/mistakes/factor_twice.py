"""Twice as large as it is. diagnosis: none"""
# %% find_the_bug
-     return n
+     return 2 * n

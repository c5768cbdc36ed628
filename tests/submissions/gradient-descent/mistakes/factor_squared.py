"""Summed twice. diagnosis: none"""
# %% find_the_bug
-     return n
+     return n ** 2

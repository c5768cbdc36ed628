"""The right gradient over the lecture's.
diagnosis: none
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     return 1 / n

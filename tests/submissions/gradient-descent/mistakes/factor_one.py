"""Nothing wrong is seen.
diagnosis: hard-coded
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     return 1

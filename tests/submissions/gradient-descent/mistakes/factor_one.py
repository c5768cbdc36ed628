"""Nothing wrong is seen. diagnosis: hard-coded"""
# %% find_the_bug
-     return n
+     return 1

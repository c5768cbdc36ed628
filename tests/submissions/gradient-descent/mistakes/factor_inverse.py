"""The right gradient over the lecture's. diagnosis: none"""
# %% find_the_bug
-     return n
+     return 1 / n

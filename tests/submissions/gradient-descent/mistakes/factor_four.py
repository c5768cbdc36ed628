"""The factor for the course's data. diagnosis: hard-coded"""
# %% find_the_bug
-     return n
+     return 4

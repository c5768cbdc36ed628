"""The factor for the course's data.
diagnosis: hard-coded
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     return 4

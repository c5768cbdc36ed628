"""The factor is left.
diagnosis: stub-left
fails: find_the_bug"""
# %% find_the_bug
-     return n
+     raise NotImplementedError()

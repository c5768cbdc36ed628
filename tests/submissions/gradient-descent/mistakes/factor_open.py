"""The factor is left. diagnosis: stub-left"""
# %% find_the_bug
-     return n
+     raise NotImplementedError()

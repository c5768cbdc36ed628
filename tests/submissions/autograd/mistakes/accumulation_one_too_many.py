"""k + 1 entries. diagnosis: none"""
# %% accumulation
-     for _ in range(k):
+     for _ in range(k + 1):

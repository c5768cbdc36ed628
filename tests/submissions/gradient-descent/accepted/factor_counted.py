"""The factor as a NumPy integer."""
# %% find_the_bug
-     return n
+     return np.ones(n, dtype=np.int64).sum()

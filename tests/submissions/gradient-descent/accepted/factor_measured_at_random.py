"""The factor measured on random data, in single precision."""
# %% find_the_bug
-     return n
+     x, y, y_pred = np.random.rand(3, n).astype(np.float32)
+     return np.dot(2 * x, y_pred - y).mean() / np.mean(2 * x * (y_pred - y))

"""The factor measured with the notebook's two gradients."""
# %% find_the_bug
-     return n
+     x = np.arange(1.0, n + 1)
+     return lecture_gradient(x, 2 * x, 0 * x) / gradient(x, 2 * x, 0 * x)

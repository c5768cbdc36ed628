"""A summed gradient that the loop and the measured factor call: it costs once.
diagnosis: gradient-summed; fails: manual_gradient"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.dot(2 * x, y_pred - y).mean()
# %% find_the_bug
-     return n
+     x = np.arange(1.0, n + 1)
+     return lecture_gradient(x, 2 * x, 0 * x) / gradient(x, 2 * x, 0 * x)

"""Each term over n, and the total over n again. diagnosis: averaged-twice"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0.0
+     for xi, yi, pi in zip(x, y, y_pred):
+         slope += 2 * xi * (pi - yi) / len(x)
+     return slope / len(x)

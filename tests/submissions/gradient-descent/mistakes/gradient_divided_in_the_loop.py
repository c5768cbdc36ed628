"""Divides by n in every round of the loop. diagnosis: divided-in-loop"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0.0
+     for xi, yi, pi in zip(x, y, y_pred):
+         slope = (slope + 2 * xi * (pi - yi)) / len(x)
+     return slope

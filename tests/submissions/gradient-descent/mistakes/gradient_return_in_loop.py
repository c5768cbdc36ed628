"""`return` stands inside the loop over the samples. diagnosis: return-in-loop"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0.0
+     for xi, yi, pi in zip(x, y, y_pred):
+         slope += 2 * xi * (pi - yi)
+         return slope / len(x)

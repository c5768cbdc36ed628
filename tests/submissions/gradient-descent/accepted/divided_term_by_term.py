"""Each term is divided by n as it is added, once."""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     total = 0.0
+     for one, other in zip(y, y_pred):
+         total += (other - one) ** 2 / len(y)
+     return total
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0.0
+     for xi, yi, pi in zip(x, y, y_pred):
+         slope += 2 * xi * (pi - yi) / len(x)
+     return slope

"""A loop with a running mean, in Python's floats."""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0.0
+     for sample, target, predicted in zip(x.tolist(), y.tolist(), y_pred.tolist()):
+         slope = slope + 2 * (predicted - target) * sample / len(x)
+     return slope

"""Each round overwrites the slope of the samples before. diagnosis: last-term-only"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0.0
+     for i in range(len(x)):
+         slope = 2 * x[i] * (y_pred[i] - y[i])
+     return slope / len(x)

"""The difference of two losses, a step of 1 to each side: exact for a parabola, and measured.
diagnosis: none"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     error = (y_pred - y).astype(np.float64)
+     return (((error + x) ** 2).mean() - ((error - x) ** 2).mean()) / 2

"""Begun: the slope is set to 0 and returned. diagnosis: always-zero"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     slope = 0
+     return slope

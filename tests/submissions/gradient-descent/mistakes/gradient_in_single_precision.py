"""The data is rounded to single precision first. diagnosis: dtype-ignored"""
# %% manual_gradient
      """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
+     x, y, y_pred = (np.asarray(part, dtype=np.float32) for part in (x, y, y_pred))

"""Rounded, as it was printed.

diagnosis: none
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return round(float(np.mean(2 * x * (y_pred - y))), 2)

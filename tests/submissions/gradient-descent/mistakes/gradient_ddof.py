"""Divided by n - 1.

diagnosis: gradient-ddof
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.sum(2 * x * (y_pred - y)) / max(len(x) - 1, 1)

"""Begun: the slope is set to 0 and returned.

diagnosis: always-zero
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    slope = 0
    return slope

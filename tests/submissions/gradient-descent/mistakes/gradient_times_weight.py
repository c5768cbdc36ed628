"""The prediction in place of the input.

diagnosis: none
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.mean(2 * y_pred * (y_pred - y))

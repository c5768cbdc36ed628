"""The derivative of the square is taken as u instead of 2u.

diagnosis: gradient-half
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.mean(x * (y_pred - y))

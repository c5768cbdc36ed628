"""An array of shape ()."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.asarray(np.average(2 * (y_pred - y) * x))

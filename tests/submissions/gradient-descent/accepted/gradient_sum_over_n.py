"""The sum over n, the 2 at the end."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    n = y.shape[0]
    error = y_pred - y
    return np.sum(error * x) / n * 2

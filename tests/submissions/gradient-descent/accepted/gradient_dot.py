"""The dot product over n."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.dot(2 * x, y_pred - y) / len(x)

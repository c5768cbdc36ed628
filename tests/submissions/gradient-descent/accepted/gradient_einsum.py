"""By einsum, of shape ()."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.einsum('i,i->', x, y_pred - y) * 2 / y.size

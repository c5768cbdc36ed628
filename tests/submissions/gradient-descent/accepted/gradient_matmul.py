"""Minus 2 xᵀ(y - ŷ) / N, as a float."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return float(-2 * x @ (y - y_pred) / x.shape[0])

"""The difference of two losses, which is exact for a parabola."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    error = y_pred - y
    return (((error + x) ** 2).mean() - ((error - x) ** 2).mean()) / 2

"""A loop with a running mean, in Python's floats."""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    slope = 0.0
    for sample, target, predicted in zip(x.tolist(), y.tolist(), y_pred.tolist()):
        slope = slope + 2 * (predicted - target) * sample / len(x)
    return slope

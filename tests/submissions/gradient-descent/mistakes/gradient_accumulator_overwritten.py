"""Each round overwrites the slope of the samples before.

diagnosis: last-term-only
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    slope = 0.0
    for i in range(len(x)):
        slope = 2 * x[i] * (y_pred[i] - y[i])
    return slope / len(x)

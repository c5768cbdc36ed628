"""Only the first ten samples count.

diagnosis: none
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    total = 0.0
    count = min(len(x), 10)
    for i in range(count):
        total = total + 2 * x[i] * (y_pred[i] - y[i])
    return total / count

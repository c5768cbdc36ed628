"""The lecture's line: the mean of a dot product.

diagnosis: gradient-summed
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.dot(2 * x, y_pred - y).mean()

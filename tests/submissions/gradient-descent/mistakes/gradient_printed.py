"""Printed, and not returned.

diagnosis: no-return
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    print(np.mean(2 * x * (y_pred - y)))

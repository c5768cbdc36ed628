"""The gradient is left; the loop that calls it is right.

diagnosis: stub-left
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    raise NotImplementedError()

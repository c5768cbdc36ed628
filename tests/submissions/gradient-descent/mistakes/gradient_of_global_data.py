"""The notebook's data in place of the arguments.

diagnosis: hard-coded
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.mean(2 * X * (forward(0.0, X) - Y))

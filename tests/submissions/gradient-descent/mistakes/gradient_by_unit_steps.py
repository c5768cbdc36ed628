"""The difference of two losses, a step of 1 to each side: exact for a parabola, and measured.

diagnosis: none
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    error = (y_pred - y).astype(np.float64)
    return (((error + x) ** 2).mean() - ((error - x) ** 2).mean()) / 2

"""Divides by n in every round of the loop.

diagnosis: divided-in-loop
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    slope = 0.0
    for xi, yi, pi in zip(x, y, y_pred):
        slope = (slope + 2 * xi * (pi - yi)) / len(x)
    return slope

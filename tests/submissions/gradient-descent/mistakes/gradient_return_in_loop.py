"""`return` stands inside the loop over the samples.

diagnosis: return-in-loop
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    slope = 0.0
    for xi, yi, pi in zip(x, y, y_pred):
        slope += 2 * xi * (pi - yi)
        return slope / len(x)

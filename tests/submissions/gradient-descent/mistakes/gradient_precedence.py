"""1/n*2 is right; 2/1*n is not.

diagnosis: precedence
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    n = len(x)
    return 2 / 1 * n * np.sum(x * (y_pred - y))

"""1/2*n, where 1/(2*n) is meant.

diagnosis: precedence
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the predictions w * x for the inputs x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions y_pred for the targets y: one number."""
    n = len(y)
    return 1 / 2 * n * np.sum((y_pred - y) ** 2)

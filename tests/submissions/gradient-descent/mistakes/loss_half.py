"""Half the mean squared error, as other books have it.

diagnosis: loss-scaled
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the predictions w * x for the inputs x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions y_pred for the targets y: one number."""
    return 0.5 * np.mean((y_pred - y) ** 2)

"""The total is started, and nothing is added to it.

diagnosis: always-zero
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the predictions w * x for the inputs x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions y_pred for the targets y: one number."""
    total = 0.0
    # for each sample ...
    return total

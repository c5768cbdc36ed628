"""The error is computed in place of the predictions.

diagnosis: none
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    y_pred -= y
    return (y_pred ** 2).mean()

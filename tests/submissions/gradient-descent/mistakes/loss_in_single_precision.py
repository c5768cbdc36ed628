"""mse_loss rounds its result to single precision.

diagnosis: none
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    return np.float32(((y_pred - y) ** 2).mean())

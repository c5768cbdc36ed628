"""The dot product: one number for all samples.

diagnosis: none
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return np.sum(w * x)


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    return ((y_pred - y) ** 2).mean()

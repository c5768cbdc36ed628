"""np.dot with a scalar, np.linalg.norm for the loss."""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return np.dot(w, x)


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    return np.linalg.norm(y_pred - y) ** 2 / len(y)

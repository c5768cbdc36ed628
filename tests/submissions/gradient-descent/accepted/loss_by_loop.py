"""Loops over the samples, an array at the end."""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return np.array([w * sample for sample in x], dtype=x.dtype)


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    total = 0.0
    for target, predicted in zip(y, y_pred):
        total += (predicted - target) ** 2
    return total / len(y)

"""The loss is printed and not returned.

diagnosis: no-return
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    print(np.mean((y_pred - y) ** 2))

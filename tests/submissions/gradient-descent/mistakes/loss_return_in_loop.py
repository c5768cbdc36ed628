"""`return` stands inside the loop over the samples.

diagnosis: return-in-loop
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the predictions w * x for the inputs x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions y_pred for the targets y: one number."""
    total = 0.0
    for i in range(len(y)):
        total += (y_pred[i] - y[i]) ** 2
        return total / len(y)

"""A summed gradient that the loop and the measured factor call: it costs once.

diagnosis: gradient-summed
fails: manual_gradient
"""

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return np.dot(2 * x, y_pred - y).mean()

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for _ in range(n_iters):
        y_pred = forward(w, x)
        losses.append(mse_loss(y, y_pred))
        w = w - learning_rate * gradient(x, y, y_pred)
    return w, losses

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    x = np.arange(1.0, n + 1)
    return lecture_gradient(x, 2 * x, 0 * x) / gradient(x, 2 * x, 0 * x)

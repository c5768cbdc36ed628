"""The losses are noted after the updates.

diagnosis: loss-after-update
fails: training_loop
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for _ in range(n_iters):
        w = w - learning_rate * gradient(x, y, forward(w, x))
        losses.append(mse_loss(y, forward(w, x)))
    return w, losses

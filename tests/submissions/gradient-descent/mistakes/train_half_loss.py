"""Half the mean squared error and its slope, both written out.

diagnosis: loss-scaled
fails: training_loop
score: 97
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for _ in range(n_iters):
        error = w * x - y
        losses.append(np.mean(error**2) / 2)
        w = w - learning_rate * np.mean(x * error)
    return w, losses

"""One update for each sample, not for each iteration.

diagnosis: update-per-sample
fails: training_loop
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for _ in range(n_iters):
        losses.append(np.mean((w * x - y) ** 2))
        for xi, yi in zip(x, y):
            w = w - learning_rate * 2 * xi * (w * xi - yi)
    return w, losses

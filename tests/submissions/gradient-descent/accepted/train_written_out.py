"""All three formulas written out in the loop."""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for step in range(n_iters):
        error = w * x - y
        losses.append(float(np.mean(error ** 2)))
        w -= learning_rate * 2 * np.mean(x * error)
    return w, losses

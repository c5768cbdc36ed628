"""A while loop that never ends. diagnosis: none"""
# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w, losses, i = 0.0, [], 0
    while i < n_iters:
        w = w - learning_rate * gradient(x, y, forward(w, x))
    return w, losses

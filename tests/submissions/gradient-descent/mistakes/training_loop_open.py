"""The NumPy loop is left. diagnosis: stub-left"""
# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    raise NotImplementedError()

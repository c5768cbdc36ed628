"""The last task is left open. diagnosis: stub-left"""
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    raise NotImplementedError()

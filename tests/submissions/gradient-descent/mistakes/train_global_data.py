"""The notebook's data in place of the arguments.

diagnosis: hard-coded
fails: training_loop
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for _ in range(n_iters):
        y_pred = forward(w, X)
        losses.append(mse_loss(Y, y_pred))
        w = w - learning_rate * gradient(X, Y, y_pred)
    return w, losses

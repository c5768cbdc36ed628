"""The prediction called for the gradient, written out for the loss."""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for step in range(n_iters):
        losses.append(mse_loss(y_pred=w * x, y=y))
        w = w - learning_rate * gradient(y=y, x=x, y_pred=forward(x=x, w=w))
    return w, losses

"""The weight is set to 0 in every round.

diagnosis: restarted-in-loop
fails: training_loop
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    losses = []
    for _ in range(n_iters):
        w = 0.0
        y_pred = forward(w, x)
        losses.append(mse_loss(y, y_pred))
        w = w - learning_rate * gradient(x, y, y_pred)
    return w, losses

"""A while loop, losses in an array, a list for the pair."""
# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = x.dtype.type(0)
    losses = np.zeros(n_iters)
    i = 0
    while i < n_iters:
        prediction = forward(w, x)
        losses[i] = mse_loss(y, prediction)
        w += -learning_rate * gradient(x, y, prediction)
        i += 1
    return [w, losses]

"""A summed loss that both loops call: it costs once.

diagnosis: loss-summed
fails: forward_and_loss
"""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return w * x


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    return ((y_pred - y) ** 2).sum()

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = []
    for _ in range(n_iters):
        y_pred = forward(w, x)
        losses.append(mse_loss(y, y_pred))
        w = w - learning_rate * gradient(x, y, y_pred)
    return w, losses

# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = mse_loss(y, forward(w, x))
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
    return w, losses

"""Every task solved, each in another way than the solution."""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    return np.multiply(x, w)


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    return np.mean((y - y_pred) ** 2)

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    return 2 / len(x) * x.dot(y_pred - y)

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = 0.0
    losses = list()
    for _ in range(n_iters):
        y_pred = forward(w, x)
        losses.append(mse_loss(y, y_pred))
        w -= gradient(x, y, y_pred) * learning_rate
    return w, losses

# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = ((w * x - y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
    return w, losses

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    return len(range(n))

"""Both loops end as soon as the loss no longer falls.

diagnosis: none
fails: training_loop, autograd_loop
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(w, x)
        losses.append(mse_loss(y, y_pred))
        if len(losses) > 1 and losses[-2] - losses[-1] == 0:
            break
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
        if losses[-1] < 1e-9:
            break
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            w.grad.zero_()
    return w, losses

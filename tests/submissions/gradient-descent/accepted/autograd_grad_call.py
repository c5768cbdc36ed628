"""By torch.autograd.grad, which stores nothing."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = mse_loss(y, forward(w, x))
        (slope,) = torch.autograd.grad(loss, w)
        losses.append(loss.detach())
        with torch.no_grad():
            w.add_(slope, alpha=-learning_rate)
    return w, losses

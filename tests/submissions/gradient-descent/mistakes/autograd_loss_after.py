"""The losses are noted after the updates. diagnosis: loss-after-update"""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        mse_loss(y, forward(w, x)).backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            losses.append(mse_loss(y, forward(w, x)).item())
        w.grad.zero_()
    return w, losses

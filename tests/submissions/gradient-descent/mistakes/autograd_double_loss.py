"""Twice the mean squared error, written out.

diagnosis: loss-scaled
fails: autograd_loop
score: 97
"""

# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = 2 * ((w * x - y) ** 2).sum() / len(x)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
    return w, losses

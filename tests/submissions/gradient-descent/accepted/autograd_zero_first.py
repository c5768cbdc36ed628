"""Cleared before each backward, where there is something to clear."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros([], dtype=x.dtype).requires_grad_()
    losses = []
    for _ in range(n_iters):
        loss = torch.mean((x * w - y) ** 2)
        if w.grad is not None:
            w.grad.zero_()
        loss.backward()
        losses.append(float(loss.detach()))
        with torch.no_grad():
            w -= w.grad * learning_rate
    return w.detach(), losses

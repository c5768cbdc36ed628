"""One update for each sample, not for each iteration. diagnosis: update-per-sample"""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        losses.append(((w * x - y) ** 2).mean().item())
        for i in range(len(x)):
            loss = (w * x[i] - y[i]) ** 2
            loss.backward()
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad.zero_()
    return w, losses

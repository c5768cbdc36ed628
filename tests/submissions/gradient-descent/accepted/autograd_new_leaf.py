"""A new leaf after each update."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = mse_loss(y, forward(w, x))
        loss.backward()
        losses.append(loss.item())
        w = (w - learning_rate * w.grad).detach().requires_grad_(True)
    return w, losses

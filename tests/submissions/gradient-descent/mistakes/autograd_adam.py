"""Adam. diagnosis: other-optimizer"""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=learning_rate)
    losses = []
    for _ in range(n_iters):
        loss = mse_loss(y, forward(w, x))
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return w, losses

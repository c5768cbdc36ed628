"""By torch.func.grad_and_value."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    step = torch.func.grad_and_value(lambda w: mse_loss(y, forward(w, x)))
    w = x.new_zeros(())
    losses = []
    for _ in range(n_iters):
        slope, loss = step(w)
        losses.append(loss.item())
        w = w - learning_rate * slope
    return w, losses

"""The weight is made anew in every round.

diagnosis: restarted-in-loop
fails: autograd_loop
"""

# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    losses = []
    for _ in range(n_iters):
        w = torch.zeros((), dtype=x.dtype, requires_grad=True)
        loss = mse_loss(y, forward(w, x))
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
    return w, losses

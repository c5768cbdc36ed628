"""The loss by torch.norm, whose way back holds a mask.

The functions above stay as they are: the loop writes its own loss out.
"""

# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    n = len(x)
    losses = []
    for _ in range(n_iters):
        y_pred = w * x
        loss = torch.norm(y - y_pred) ** 2 / n
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            w.grad.zero_()
    return w, losses

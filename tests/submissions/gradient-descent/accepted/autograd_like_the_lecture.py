"""As the lecture spells it: a tensor of 0.0, in-place under no_grad, grad.zero_."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.tensor(0.0, dtype=x.dtype, requires_grad=True)
    losses = []
    for epoch in range(n_iters):
        y_pred = forward(w, x)
        l = mse_loss(y, y_pred)
        l.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
        losses.append(l.item())
    return w, losses

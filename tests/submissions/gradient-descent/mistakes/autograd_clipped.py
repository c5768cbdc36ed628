"""The gradient is cut to a length of one. diagnosis: other-optimizer"""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = mse_loss(y, forward(w, x))
        losses.append(loss.item())
        loss.backward()
        torch.nn.utils.clip_grad_norm_([w], max_norm=1.0)
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
    return w, losses

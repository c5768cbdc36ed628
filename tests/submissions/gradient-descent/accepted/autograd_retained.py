"""backward(retain_graph=True), the loss as sum over n."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        error = w * x - y
        loss = torch.dot(error, error) / len(y)
        losses.append(loss.tolist())
        loss.backward(retain_graph=True)
        with torch.no_grad():
            w -= learning_rate * w.grad
            w.grad = torch.zeros_like(w.grad)
    return w, losses

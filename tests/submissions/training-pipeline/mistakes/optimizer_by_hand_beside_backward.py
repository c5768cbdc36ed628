"""backward is called, and the gradient by hand is used. diagnosis: manual-in-autograd"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        y_pred = w * x
        loss = nn.MSELoss()(y_pred, y)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * (2 * x * (y_pred - y)).mean()
            w.grad = None
    return w, losses

"""The losses stand in one tensor."""

# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    history = torch.zeros(n_iters)
    losses = []
    for _ in range(n_iters):
        loss = nn.MSELoss()(w * x, y)
        history[_] = loss.detach()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return w.data, history

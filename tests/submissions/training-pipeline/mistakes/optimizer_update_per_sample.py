"""One step for each sample, not for each iteration. diagnosis: update-per-sample"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    loss_fn = nn.MSELoss()
    for _ in range(n_iters):
        losses.append(loss_fn(w * x, y).item())
        for xi, yi in zip(x, y):
            loss = loss_fn(w * xi, yi)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return w.detach(), losses

"""A loop like last week's, without backward. diagnosis: manual-in-autograd"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, device=x.device)
    losses = []
    for _ in range(n_iters):
        error = w * x - y
        losses.append(error.square().mean().item())
        w = w - learning_rate * (2 * x * error).mean()
    return w, losses

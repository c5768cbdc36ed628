"""w becomes another tensor in the update. diagnosis: leaf-rebound"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = nn.MSELoss()(w * x, y)
        losses.append(loss.item())
        loss.backward()
        w = w - learning_rate * w.grad
    return w, losses

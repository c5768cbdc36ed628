"""The prediction is made once, before the loop.

diagnosis: graph-freed
fails: loss_and_optimizer
"""

# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    y_pred = w * x
    losses = []
    for _ in range(n_iters):
        loss = nn.MSELoss()(y_pred, y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return w, losses
